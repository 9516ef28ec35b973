import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type PreviewServer, preview } from 'vite';
import { fingerprint } from './fingerprint.ts';

const SOURCES = ['src', 'public', 'amplify/domain', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Builds the dashboard unless `dist` already holds the build of these very sources. Answers whether it built. */
export async function buildDashboard(root: string, stampFile: string): Promise<boolean> {
  const stamp = fingerprint(root, SOURCES);
  const current =
    existsSync(join(root, 'dist/index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (current) return false;
  await build({ root, logLevel: 'error' });
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

/** Serves the built dashboard on a loopback port; fails with EADDRINUSE where it is taken. */
export function serveDashboard(root: string, port: number): Promise<PreviewServer> {
  return preview({ root, logLevel: 'error', preview: { port, strictPort: true, host: '127.0.0.1' } });
}
