import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEngine } from '../../local/services/dynamodb/find-engine.ts';
import { StartFailure, step } from './progress.ts';

const INSTALLED_WITH_THE_PROJECT = '@dynoxide/linux-x64';

type Install = (root: string, wanted: string) => Promise<number | null>;

/** Into node_modules alone: what the project needs stays as package.json and the lockfile say. */
const npmInstall: Install = (root, wanted) =>
  new Promise((resolve, reject) => {
    const npm = process.env.npm_execpath;
    const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
    const args = [...before, 'install', '--no-save', '--no-audit', '--no-fund', wanted];
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });

const isThere = (platform: string | undefined): boolean => {
  try {
    findEngine(platform);
    return true;
  } catch {
    return false;
  }
};

/**
 * DynamoDB's engine is a binary, a package for each platform. The one of 64-bit Linux comes with the project; another one is
 * installed here, by name: a registry may lack some, and `npm ci` fails where a package that the lockfile names is not to be had.
 * Throws a StartFailure where this platform has none.
 */
export async function ensureEngine(
  root: string,
  platform = `${process.platform}-${process.arch}`,
  install: Install = npmInstall,
): Promise<void> {
  if (process.env.DYNAMODB_ENDPOINT !== undefined || isThere(platform)) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = `@dynoxide/${platform}@${optionalDependencies[INSTALLED_WITH_THE_PROJECT]}`;
  const code = await step(`Installing ${wanted}`, () => install(root, wanted));
  if (code === 0 && isThere(platform)) return;
  throw new StartFailure(
    `There is no DynamoDB engine for ${platform}: npm could not install ${wanted}.`,
    'Set DYNAMODB_ENDPOINT to the address of another DynamoDB engine, such as DynamoDB Local.',
  );
}
