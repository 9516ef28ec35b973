import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isNamedByContents } from './caching.ts';
import { connectSourcesIn, customHttp } from './custom-http.ts';
import { connectSources, securityHeaders } from './policy.ts';

const root = resolve(import.meta.dirname, '../..');
const API = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com';
const auth = { aws_region: 'eu-west-1' };

/** The sources of each directive. */
const directivesOf = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    (headers['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );

describe('the policy', () => {
  const headers = securityHeaders({ connect: [API] });

  it('lets the page run and style itself by its own files alone, and be framed by nobody', () => {
    expect(directivesOf(headers)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': `'self' ${API}`,
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(JSON.stringify(headers)).not.toMatch(/unsafe-|\*/);
  });

  it('tells others neither what a file might be nor where a person was', () => {
    expect(headers).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Permissions-Policy': expect.stringContaining('camera=(), microphone=(), geolocation=()'),
    });
  });

  it('of a development server trusts one nonce more, and still nothing inline', () => {
    const served = directivesOf(securityHeaders({ connect: [], nonce: 'n' }));
    expect(served).toMatchObject({ 'script-src': "'self' 'nonce-n'", 'style-src': "'self' 'nonce-n'" });
  });
});

describe('where the page may connect to', () => {
  it('is the API, its subscriptions and Cognito, in the region of the backend', () => {
    expect(connectSources({ auth, data: { url: `${API}/graphql` } })).toEqual([
      API,
      'wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.eu-west-1.amazonaws.com',
      'https://cognito-idp.eu-west-1.amazonaws.com',
      'https://cognito-identity.eu-west-1.amazonaws.com',
    ]);
  });

  it('keeps to the partition of the API', () => {
    const url = `${API.replace('eu-west-1', 'cn-north-1')}.cn/graphql`;
    expect(connectSources({ auth: { aws_region: 'cn-north-1' }, data: { url } })).toContain(
      'https://cognito-idp.cn-north-1.amazonaws.com.cn',
    );
  });

  it('is one host for an API with a domain of its own', () => {
    expect(connectSources({ auth, data: { url: 'https://api.example.com/graphql' } })).toEqual(
      expect.arrayContaining(['https://api.example.com', 'wss://api.example.com']),
    );
  });

  it('is the local endpoint, and nothing else, for a backend there', () => {
    expect(connectSources({ auth, data: { url: 'http://127.0.0.1:4566/appsync/x/graphql' } })).toEqual([
      'http://127.0.0.1:4566',
      'ws://127.0.0.1:4566',
    ]);
  });

  it('cannot be told without an API', () => {
    expect(() => connectSources({})).toThrow('names no GraphQL API');
  });
});

const headersIn = (yaml = ''): Record<string, string> =>
  Object.fromEntries(
    [...yaml.matchAll(/^ {6}- key: (".*")\n {8}value: (".*")$/gm)].map(([, key = '', value = '']) => [
      JSON.parse(key),
      JSON.parse(value),
    ]),
  );

describe('customHttp.yml', () => {
  const connect = connectSources({ auth, data: { url: `${API}/graphql` } });
  const yaml = customHttp(connect);

  it('has for all files the headers that the local server sends, as Amplify Hosting reads them', () => {
    const [, ...lines] = yaml.trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual(['customHeaders:', '  - pattern: "**/*"', '    headers:']);
    expect(headersIn(lines.slice(3).join('\n').split('  - pattern')[0])).toEqual(securityHeaders({ connect }));
  });

  it('has files that are named after their contents kept for good', () => {
    const [, assets] = yaml.split('  - pattern: "/assets/*"\n');
    expect(headersIn(assets)).toEqual({ 'Cache-Control': 'public, max-age=31536000, immutable' });
    expect(isNamedByContents('/assets/index-D55_mRPB.css')).toBe(true);
    for (const path of ['/', '/index.html', '/favicon.svg', '/amplify_outputs.json', '/assets/', '/assets/plain.js']) {
      expect(isNamedByContents(path), path).toBe(false);
    }
  });

  it('is as short as Amplify takes it', () => {
    // https://docs.aws.amazon.com/amplify/latest/APIReference/API_UpdateApp.html
    expect(yaml.length).toBeLessThan(25_000);
  });

  it('is the one that the policy makes, where one is committed', () => {
    const file = join(root, 'customHttp.yml');
    const committed = existsSync(file) ? readFileSync(file, 'utf8') : yaml;
    expect(committed).toBe(customHttp(connectSourcesIn(committed)));
  });
});
