import vm from 'node:vm';
import type { Mapped, Stage } from '../execution/mapping.ts';
import type { ResolverContext } from '../execution/resolver-context.ts';
import { ResolverError } from '../execution/resolver-error.ts';
import type { Run } from '../execution/run.ts';
import { isMap } from '../vtl/values.ts';
import { appSyncModules, EarlyReturn } from './appsync-modules.ts';
import { asScript } from './as-script.ts';

type Handler = (context: ResolverContext) => unknown;

/** APPSYNC_JS: `request` and `response` in a context of their own, that sees AppSync's modules and nothing of Node. */
export function compileJavaScript(code: string): Stage {
  let handlers: Record<string, unknown> | undefined;
  let current: Run | undefined;
  const load = () => {
    const modules = appSyncModules(() => {
      if (!current) throw new ResolverError('util was used outside of a handler', 'Code');
      return current;
    });
    return evaluate(code, modules);
  };
  // Handlers are synchronous, so the run that `util` speaks for is the one being called.
  const call =
    (name: 'request' | 'response') =>
    (run: Run, context: ResolverContext): Mapped => {
      const before = current;
      current = run;
      try {
        handlers ??= load();
        const handler = handlers[name];
        if (typeof handler !== 'function') throw new ResolverError(`The code exports no function '${name}'`, 'Code');
        return { value: (handler as Handler)(context) ?? null };
      } catch (error) {
        if (error instanceof EarlyReturn) return { early: error.value };
        if (error instanceof ResolverError) throw error;
        throw new ResolverError(`Runtime Error: ${messageOf(error)}`, 'Code');
      } finally {
        current = before;
      }
    };
  return { request: call('request'), response: call('response') };
}

/** How long the top level of a resolver's code may take. */
const LOAD_TIMEOUT = 1000;

function evaluate(code: string, modules: Record<string, unknown>): Record<string, unknown> {
  const sandbox = vm.createContext(
    { __modules: modules, console: { log() {}, error() {}, warn() {} } },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const exported: unknown = new vm.Script(asScript(code), { filename: 'resolver.js' }).runInContext(sandbox, {
    timeout: LOAD_TIMEOUT,
  });
  return isMap(exported) ? exported : {};
}

const messageOf = (error: unknown) =>
  isMap(error) && typeof error.message === 'string' ? error.message : String(error);
