import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Clock } from '../../../clock.ts';

type JsonataFocus = { environment: { timestamp: Date } };

const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const LONGEST_RANGE = 1000;

/** AWS: `$partition(array, size)` cuts an array into arrays of `size` elements. */
export const partition = (array: unknown[] | undefined, size: number): unknown[] | undefined => {
  if (array === undefined) return undefined;
  const chunk = Math.floor(size);
  if (!(chunk > 0)) throw new Error('$partition: the chunk size must be a positive number');
  const parts: unknown[] = [];
  for (let start = 0; start < array.length; start += chunk) parts.push(array.slice(start, start + chunk));
  return parts;
};

/** AWS: `$range(first, last, step)` includes `last` where a step lands on it, and makes at most 1000 elements. */
export const range = (first: number, last: number, step: number): number[] => {
  if (step === 0) throw new Error('$range: the step must not be 0');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > LONGEST_RANGE) throw new Error(`$range: more than ${LONGEST_RANGE} elements`);
  return Array.from({ length: count }, (_, index) => first + index * step);
};

/** AWS: `$hash(string, algorithm)`; algorithms MD5, SHA-1, SHA-256, SHA-384, SHA-512; answers hexadecimal text. */
export const hash = (data: unknown, algorithm: string): string | undefined => {
  if (data === undefined) return undefined;
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`$hash: unknown algorithm; use one of ${Object.keys(ALGORITHMS).join(', ')}`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
};

/** AWS: `$random(seed)` answers the same number for the same seed. One round of mulberry32. */
export const random = (seed?: number): number => {
  if (seed === undefined) return Math.random();
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
};

export const parse = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

const formatMillis = jsonata('$fromMillis($millis, $picture, $timezone)');

/** Gives an expression AWS's additional functions, and the endpoint's clock instead of the machine's. */
export const registerFunctions = (expression: jsonata.Expression, clock: Clock): void => {
  // JSONata promises one instant throughout an evaluation; its own Date object identifies the evaluation.
  const instants = new WeakMap<Date, number>();
  const instant = (focus: JsonataFocus) => {
    const key = focus.environment.timestamp;
    const known = instants.get(key) ?? clock.now();
    instants.set(key, known);
    return known;
  };
  expression.registerFunction('partition', partition, '<a-n:a>');
  expression.registerFunction('range', range, '<nnn:a<n>>');
  expression.registerFunction('hash', hash, '<x-s:s>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', parse, '<s-:x>');
  expression.registerFunction(
    'millis',
    function () {
      return instant(this);
    },
    '<:n>',
  );
  expression.registerFunction(
    'now',
    function (picture?: string, timezone?: string) {
      const millis = instant(this);
      if (picture === undefined) return new Date(millis).toISOString();
      return formatMillis.evaluate(undefined, { millis, picture, timezone });
    },
    '<s?s?:s>',
  );
};
