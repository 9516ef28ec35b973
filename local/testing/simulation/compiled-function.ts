import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

/** What a sandbox hands to the code in the place of what Node.js would give it. */
export const PARAMETERS = [
  ...['require', '__filename', '__dirname', 'process', 'global', 'globalThis', 'console', 'fetch', 'crypto'],
  ...['Date', 'Math', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  ...['setImmediate', 'clearImmediate'],
] as const;

/** Runs the code's top level once and answers what it exports: module state of its own for every call. */
export type CompiledFunction = (...given: unknown[]) => Promise<Record<string, unknown>>;

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const CACHE = join(HERE, '../../../node_modules/.cache/restock-simulation');
/** What this file makes of a text; to be counted up with every change here. */
const EDITION = 3;

const compiled = new Map<string, Promise<CompiledFunction>>();

/** Compiles the deployed text of a function once; `file` is where it lies, for its imports and for stack traces. */
export const compileFunction = (text: string, file: string): Promise<CompiledFunction> => {
  const id = createHash('sha256').update(`${EDITION} ${text}`).digest('hex').slice(0, 32);
  const known = compiled.get(id);
  if (known) return known;
  const script = scriptOf(text, file, id).then((source) => {
    const wrapped = `(async function (${PARAMETERS.join(', ')}) {${source}\n})`;
    return new vm.Script(wrapped, { filename: file }).runInThisContext() as CompiledFunction;
  });
  compiled.set(id, script);
  return script;
};

/** Bundling takes seconds, so what came of it is kept between runs. */
const scriptOf = async (text: string, file: string, id: string): Promise<string> => {
  const kept = join(CACHE, `${id}.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const source = asFunctionBody(await bundled(text, file));
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, source);
  renameSync(`${kept}.${process.pid}`, kept);
  return source;
};

/** One text with everything in it but Node.js itself; the SDK that the real runtime brings is the project's. */
const bundled = async (contents: string, file: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dirname(file), sourcefile: file, loader: 'js' },
    ...{ bundle: true, write: false, platform: 'node', format: 'esm', target: 'node22', logLevel: 'silent' },
    define: { 'import.meta.url': JSON.stringify('file:///var/task/index.mjs') },
    // A vm.Script cannot import(); what is asked for so is asked for by require().
    supported: { 'dynamic-import': false },
    plugins: [
      {
        name: 'sdk-of-the-runtime',
        setup({ onResolve }) {
          onResolve({ filter: /^@(aws-sdk|smithy|aws-crypto)\// }, ({ path, importer }) =>
            importer.includes('node_modules') ? undefined : fromProject(path),
          );
        },
      },
    ],
  });
  return outputFiles?.[0]?.text ?? '';
};

/** What clients ask for and nobody installs, such as their native parts, stays outside. */
const fromProject = (path: string): { path: string; external?: boolean } => {
  try {
    return { path: require.resolve(path) };
  } catch {
    return { path, external: true };
  }
};

/** esbuild writes every import and export on lines of their own; the code between may await at its top level. */
const asFunctionBody = (module: string): string =>
  module
    .replace(/^import ([\w$]+) from "([^"]+)";$/gm, 'const $1 = require("$2");')
    .replace(/^import \* as ([\w$]+) from "([^"]+)";$/gm, 'const $1 = require("$2");')
    .replace(/^import \{([^}]*)\} from "([^"]+)";$/gm, (_, names: string, from: string) => {
      return `const {${names.replace(/ as /g, ': ')}} = require("${from}");`;
    })
    .replace(/^export \{([^}]*)\};?$/gm, (_, names: string) => {
      const pairs = names.split(',').map((name) => name.trim().split(' as '));
      return `return { ${pairs.flatMap(([local, as = local]) => (local ? `${as}: ${local}` : [])).join(', ')} };`;
    });
