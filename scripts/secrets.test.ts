/** Nothing that opens a door stands in the repository; e2e/system/bundle.system.test.ts looks at what browsers are given. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretsIn } from './test/secrets.ts';

const root = resolve(import.meta.dirname, '..');
/** They show what a secret looks like. */
const OWN = new Set(['scripts/secrets.test.ts', 'scripts/test/secrets.ts']);
const BINARY = new Set(['.png', '.jpg', '.ico', '.woff2', '.zip']);

/** Passwords that open what a test makes and ends; each with the file that may name it. */
const OF_TESTS: Record<string, string> = {
  'e2e/system/deployment.ts': 'Correct-Horse-Battery-1',
};

describe('a secret', () => {
  it.each([
    ['an access key of AWS', `const key = '${'AKIA'}${'IOSFODNN7EXAMPLE'}';`],
    ['a secret key of AWS', `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/'}${'bPxRfiCYEXAMPLEKEY'}`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE KEY'}-----`],
    ['a token of somebody', ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJlLW9m'].join('.')],
    ['an API key of AppSync', `da2-${'abcdefghijklmnopqrstuvwxyz'}`],
    ['credentials in an address', `https://someone:${'hunter2'}@example.com`],
    ['a password', `{ "password": "${'hunter22'}" }`],
  ])('%s would be found', (name, text) => {
    expect(secretsIn('src/file.ts', text)).toContain(`src/file.ts: ${name}`);
  });

  it('is in no tracked file', () => {
    const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    }).split('\n');
    const files = tracked.filter(
      (file) => file && !BINARY.has(extname(file)) && !OWN.has(file) && existsSync(join(root, file)),
    );
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => secretsIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('of the test users is named in one place, and nowhere in what is deployed or shown', () => {
    for (const [file, password] of Object.entries(OF_TESTS)) {
      const naming = execFileSync('git', ['grep', '-lF', password, '--', ':!scripts/secrets.test.ts'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(naming.trim().split('\n')).toEqual([file]);
    }
  });
});
