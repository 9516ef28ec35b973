import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, '../.amplify/bundles');

/** CommonJS packages that a bundle holds may call `require` for what Node.js brings. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

let built = false;

/** Every `handler.ts` of the backend in one go: they share most of what there is to parse. */
const buildAll = (): void => {
  buildSync({
    entryPoints: globSync('{functions,workflows}/**/handler.ts', { cwd: root }).map((file) => join(root, file)),
    outdir,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    // Modules can be shaken; of the CommonJS builds of the AWS SDK the whole would be kept.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
};

/** The folder with the bundle of a function's folder: `handler.mjs` and its source map. */
export const bundleOf = (folder: URL): string => {
  if (!built) buildAll();
  built = true;
  return join(outdir, relative(root, fileURLToPath(folder)));
};
