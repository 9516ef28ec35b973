/** What the project as a whole promises: its shape, what it is built on, and what it keeps to itself. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));
const text = (file: string) => readFileSync(join(root, file), 'utf8');

const GIVEN_PACKAGES = [
  '@aws-amplify/backend',
  'aws-amplify',
  'react',
  'vite',
  '@tanstack/react-query',
  'recharts',
  'aws-cdk-lib',
  '@aws-sdk/client-sfn',
  'playwright',
];

const GIVEN_TOP_LEVEL = [
  'amplify',
  'src',
  'public',
  'e2e',
  'index.html',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
  'README.md',
  'local',
  'docs',
];

describe('the given packages', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json'));
  const code = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('project.test.ts')).map(text);

  it.each(GIVEN_PACKAGES)('%s is a direct dependency that code imports', (name) => {
    expect({ ...dependencies, ...devDependencies }).toHaveProperty([name]);
    const imports = new RegExp(`(from|import\\() ?'${name}(/[^']+)?'`);
    expect(code.some((source) => imports.test(source))).toBe(true);
  });
});

it.each(GIVEN_TOP_LEVEL)('%s stands at the top level', (name) => {
  expect(existsSync(join(root, name))).toBe(true);
});

describe('committed files', () => {
  const BINARY = new Set(['.png', '.jpg', '.ico', '.woff2', '.zip']);
  const readable = files.filter((file) => !BINARY.has(extname(file)) && !file.endsWith('project.test.ts'));
  const naming = (pattern: RegExp) => readable.filter((file) => pattern.test(text(file)));

  it('name no path of the machine they were written on', () => {
    expect(naming(/(?<![\w.])\/(home|Users|root|work)\/\w+/)).toEqual([]);
  });

  it('name no registry but the public one', () => {
    const lockfile = JSON.parse(text('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    const hosts = Object.values(lockfile.packages)
      .map(({ resolved }) => resolved)
      .filter((resolved) => resolved?.startsWith('http'))
      .map((resolved) => new URL(resolved ?? '').host);
    expect([...new Set(hosts)].filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
    expect(files.filter((file) => /(^|\/)\.npmrc$/.test(file) && /registry/.test(text(file)))).toEqual([]);
  });

  it('leave nothing for later', () => {
    expect(naming(/\b(TODO|FIXME)\b/)).toEqual([]);
  });
});

it('journeys, which share a backend, each name products of their own', () => {
  const names = files
    .filter((file) => /^e2e\/journeys\/.*\.spec\.ts$/.test(file))
    .flatMap((file) => [...text(file).matchAll(/addProduct\(\{ name: (['`].+?['`]),/g)].map(([, name]) => name));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
