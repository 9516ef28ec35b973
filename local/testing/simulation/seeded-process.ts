import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Random } from './random.ts';

/**
 * Makes everything in this process that draws at random draw from `random()` instead: ids, receipts, jitter. It is
 * asked for each draw, so that whoever seeds may begin anew at every step. Returns how to end that.
 */
export const seedProcess = (random: () => Random): (() => void) => {
  const fill = (bytes: Uint8Array): void => {
    const source = random();
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = source.below(256);
  };
  const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const randomBytes = (size: number): Buffer => {
    const bytes = Buffer.alloc(size);
    fill(bytes);
    return bytes;
  };
  const randomUUID = (): string => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const getRandomValues = <View extends ArrayBufferView>(view: View): View => {
    fill(bytesOf(view));
    return view;
  };
  const randomInt = (first: number, second?: number): number =>
    second === undefined ? random().below(first) : first + random().below(second - first);
  const ends = [
    replace(Math, 'random', () => random().next()),
    replace(crypto, 'randomBytes', randomBytes),
    replace(crypto, 'randomUUID', randomUUID),
    replace(crypto, 'randomInt', randomInt),
    replace(crypto, 'randomFillSync', getRandomValues),
    replace(globalThis.crypto, 'randomUUID', randomUUID),
    replace(globalThis.crypto, 'getRandomValues', getRandomValues),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const end of ends) end();
    syncBuiltinESMExports();
  };
};

const replace = (owner: object, name: string, by: unknown): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: by, writable: true, configurable: true, enumerable: true });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  };
};
