import { format } from 'node:util';
import type { Clock } from '../../clock.ts';
import { type CompiledFunction, PARAMETERS } from './compiled-function.ts';
import { type Send, sandboxFetch, sandboxHttp } from './sandbox-http.ts';
import { sandboxRequire } from './sandbox-modules.ts';
import { SandboxTime } from './sandbox-time.ts';
import { subtle } from './subtle.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

/** What one cold start of a function runs in: its own module state, environment and time; randomness is the process's. */
export class Sandbox {
  readonly time: SandboxTime;
  readonly lines: string[] = [];
  #given: Record<string, unknown>;

  constructor(clock: Clock, environment: Record<string, string>, send: Send) {
    this.time = new SandboxTime(clock);
    const { time } = this;
    const http = sandboxHttp(send);
    const sandboxProcess = this.#process(environment);
    const crypto = { randomUUID: () => globalThis.crypto.randomUUID(), getRandomValues, subtle };
    const globals: Record<string, unknown> = Object.create(globalThis);
    const require = sandboxRequire({ time, http, process: sandboxProcess });
    this.#given = {
      ...{ require, __filename: '/var/task/index.mjs', __dirname: '/var/task', process: sandboxProcess },
      ...{ global: globals, globalThis: globals, console: this.#console(), fetch: sandboxFetch(send), crypto },
      ...{ Date: time.Date, Math, performance: { now: () => clock.now(), timeOrigin: 0 } },
      ...{ setTimeout: time.setTimeout, clearTimeout: time.clear, setInterval: time.setInterval },
      ...{ clearInterval: time.clear, setImmediate, clearImmediate },
    };
    // Defined and not assigned: an assignment would reach the setters of the real global object.
    for (const [name, value] of Object.entries(this.#given))
      Object.defineProperty(globals, name, { value, writable: true, configurable: true });
  }

  /** Runs the top level and answers the function that the handler's name stands for. */
  async load(code: CompiledFunction, handler: string): Promise<Handler> {
    const exported = await code(...PARAMETERS.map((name) => this.#given[name]));
    const name = handler.slice(handler.lastIndexOf('.') + 1);
    const found = exported[name] ?? (exported.default as Record<string, unknown> | undefined)?.[name];
    if (typeof found !== 'function') throw new Error(`${handler} is undefined or not exported`);
    return found as Handler;
  }

  #process(env: Record<string, string>): unknown {
    const { versions, version, platform, arch, release } = process;
    const own = { env: { ...env }, versions, version, platform, arch, release, argv: [], execArgv: [], pid: 1 };
    return {
      ...own,
      cwd: () => '/var/task',
      nextTick: process.nextTick.bind(process),
      hrtime: process.hrtime,
      emitWarning: () => {},
      on: () => {},
      once: () => {},
      stdout: { write: (text: string) => void this.lines.push(text) },
    };
  }

  #console(): unknown {
    const write = (...values: unknown[]) => void this.lines.push(format(...values));
    return { ...console, log: write, info: write, debug: write, warn: write, error: write, trace: write };
  }
}

const getRandomValues = <View extends Parameters<Crypto['getRandomValues']>[0]>(view: View): View =>
  globalThis.crypto.getRandomValues(view);
