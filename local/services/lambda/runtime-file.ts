import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * Bundles the worker's side to one JavaScript file: a worker that strips types itself takes 30 ms longer to start and
 * 5 to 15 MB more, and there is one for every warm function.
 */
export const runtimeFile = (folder: string): string => {
  const file = join(folder, 'bootstrap.mjs');
  bundle ??= bundled();
  writeFileSync(file, bundle);
  return file;
};

/** Made once for all endpoints of a process. */
let bundle: Uint8Array | undefined;

const bundled = (): Uint8Array => {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./runtime/bootstrap.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
};
