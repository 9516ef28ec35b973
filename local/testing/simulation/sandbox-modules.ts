import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import type { SandboxTime } from './sandbox-time.ts';

const nodeRequire = createRequire(import.meta.url);

/** Modules of Node.js that neither wait, nor ask the time, nor reach out of the sandbox. */
const PURE = [
  ...['assert', 'async_hooks', 'buffer', 'events', 'os', 'path', 'querystring', 'stream', 'stream/web'],
  ...['string_decoder', 'url', 'util', 'util/types', 'zlib', 'diagnostics_channel'],
];

const missing = (path: unknown) =>
  Object.assign(new Error(`ENOENT: no such file or directory, open '${String(path)}'`), { code: 'ENOENT' });

/** A disk with nothing on it that can be read: AWS's clients look for configuration files and find none. */
const noFiles = { readFile: async (path: unknown) => Promise.reject(missing(path)) };

/** Refuses by name what is used of a module that a replayed run cannot have. */
const refusing = (name: string, known: Record<string, unknown> = {}): unknown =>
  new Proxy(known, {
    get(target, member) {
      if (Object.hasOwn(target, member) || typeof member === 'symbol' || member === '__esModule')
        return target[String(member)];
      if (member === 'default') return target;
      // An import names many members that nobody calls.
      return () => {
        throw new Error(`A replayed function may not use ${name}.${String(member)}.`);
      };
    },
  });

interface Given {
  time: SandboxTime;
  http: Record<string, unknown>;
  process: unknown;
}

/** `require` for the code of one sandbox. */
export const sandboxRequire = ({ time, http, process }: Given): ((name: string) => unknown) => {
  const delayed = (milliseconds: number, value: unknown) =>
    new Promise((resolve) => time.setTimeout(() => resolve(value), milliseconds));
  const given: Record<string, unknown> = {
    // Of what draws at random, this alone cannot be replaced for the whole process.
    crypto: withDefault({ ...crypto, getRandomValues: globalThis.crypto.getRandomValues }),
    http: withDefault(http),
    https: refusing('https', { Agent: http.Agent }),
    http2: refusing('http2', { constants: {} }),
    process: withDefault(process as Record<string, unknown>),
    fs: refusing('fs', { ReadStream: fs.ReadStream, promises: noFiles, existsSync: () => false }),
    'fs/promises': refusing('fs/promises', noFiles),
    net: refusing('net', { isIP: net.isIP, isIPv4: net.isIPv4, isIPv6: net.isIPv6 }),
    timers: { setTimeout: time.setTimeout, clearTimeout: time.clear, setInterval: time.setInterval },
    'timers/promises': { setTimeout: delayed },
    module: { createRequire: () => require },
  };
  const require = (specifier: string): unknown => {
    const name = specifier.replace(/^node:/, '');
    if (Object.hasOwn(given, name)) return given[name];
    if (PURE.includes(name)) return nodeRequire(name);
    return refusing(name);
  };
  return require;
};

const withDefault = (module: Record<string, unknown>) => ({ ...module, default: module });
