import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PreviewServer } from 'vite';
import { fingerprint } from './fingerprint.ts';
import { StartFailure } from './progress.ts';

const SOURCES = [
  'src',
  'public',
  'amplify/domain',
  'index.html',
  'vite.config.ts',
  'scripts/headers',
  'package-lock.json',
];

/**
 * Builds the dashboard unless `dist` already holds the build of these very sources. Answers whether it built. In a process
 * of its own: a build leaves most of a gigabyte behind in the one that runs on, and here it runs beside `ampx`.
 */
export async function buildDashboard(root: string, stampFile: string, signal?: AbortSignal): Promise<boolean> {
  const stamp = fingerprint(root, SOURCES);
  const current =
    existsSync(join(root, 'dist/index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (current) return false;
  await viteBuild(root, signal);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function viteBuild(root: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      // A test runner's NODE_ENV would put React's development build into the page.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StartFailure(
            `The dashboard does not build:\n${output}`,
            'Mend what it names under src/ and start again.',
          ),
        );
    });
  });
}

/**
 * Serves the built dashboard on a loopback port, over the backend whose outputs the file holds; fails with EADDRINUSE where
 * the port is taken.
 */
export async function serveDashboard(
  root: string,
  port: number,
  outputsFile = join(root, 'amplify_outputs.json'),
): Promise<PreviewServer> {
  const { mergeConfig, preview } = await import('vite');
  const { dashboard } = await import('../../vite.config.ts');
  const served = { root, configFile: false, logLevel: 'error', preview: { port, strictPort: true } } as const;
  return preview(mergeConfig(dashboard(outputsFile), served));
}
