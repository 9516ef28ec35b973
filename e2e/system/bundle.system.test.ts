import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { secretsIn } from '../../scripts/test/secrets.ts';
import { ensureDashboard } from '../prepare.ts';
import { PASSWORD, ROOT } from './deployment.ts';

/** What browsers are given, by the name of the file. */
let bundle: Map<string, string>;

beforeAll(async () => {
  await ensureDashboard();
  const entries = readdirSync(join(ROOT, 'dist'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  bundle = new Map(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]));
});

const filesWith = (pattern: RegExp) => [...bundle].filter(([, text]) => pattern.test(text)).map(([name]) => name);

test('the bundle holds no key, no token and no password', () => {
  expect(bundle.size).toBeGreaterThan(5);
  expect([...bundle].flatMap(([name, text]) => secretsIn(name, text))).toEqual([]);
  expect([...bundle.values()].filter((text) => text.includes(PASSWORD))).toEqual([]);
});

test('the bundle has no word of task tokens, and brings no sources', () => {
  expect(filesWith(/task_?token/i)).toEqual([]);
  expect([...bundle.keys()].filter((name) => name.endsWith('.map'))).toEqual([]);
});

test('the page holds no script and no style of its own', () => {
  const html = bundle.get('index.html') ?? '';
  expect(html).toContain('<script type="module"');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
});

test('no script makes code of text', () => {
  // `new Function` and `eval` would need 'unsafe-eval'; a guarded look for the global object is no call.
  expect(filesWith(/\beval\s*\(/)).toEqual([]);
});
