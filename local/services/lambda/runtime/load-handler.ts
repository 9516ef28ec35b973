import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Handler = (
  event: unknown,
  context: unknown,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/** An error whose name is a runtime error of Lambda's, such as `Runtime.ImportModuleError`. */
const runtimeError = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name: `Runtime.${name}` });

/** Finds `file.function` (`dir/file.a.b` too) in the unzipped code, ESM or CommonJS. */
export const loadHandler = async (taskRoot: string, handler: string): Promise<Handler> => {
  const file = basename(handler);
  const dot = file.indexOf('.');
  if (dot < 1) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const path = join(taskRoot, dirname(handler), file.slice(0, dot));
  const found = ['', '.js', '.mjs', '.cjs'].map((extension) => path + extension).find((each) => existsSync(each));
  if (!found) throw runtimeError('ImportModuleError', `Error: Cannot find module '${file.slice(0, dot)}'`);
  const loaded = await import(pathToFileURL(found).href);
  const name = file.slice(dot + 1);
  const dig = (root: unknown) =>
    name.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], root);
  const exported = dig(loaded) ?? dig(loaded.default);
  if (exported === undefined) throw runtimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof exported !== 'function') throw runtimeError('HandlerNotFound', `${handler} is not a function`);
  return exported as Handler;
};

/** The real runtime brings the AWS SDK along; bundles that leave it out get the project's. */
export const provideSdk = (packagesFrom: string): void => {
  const parentURL = pathToFileURL(packagesFrom).href;
  const require = createRequire(parentURL);
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(aws-sdk|smithy|aws-crypto)\//.test(specifier)) throw error;
        return { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true };
      }
    },
  });
};
