import { randomUUID } from 'node:crypto';
import { isObject, type Json } from '../json.ts';
import { hash, partition, random, range } from './jsonata-functions.ts';

/** What an intrinsic function refuses; the state then fails with States.IntrinsicFailure. */
const refuse = (what: string): never => {
  throw new Error(what);
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : refuse('a string is expected'));
const number = (value: Json | undefined): number =>
  typeof value === 'number' ? value : refuse('a number is expected');
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : refuse('an array is expected'));

const equal = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

const format = (template: string, values: Json[]): string => {
  const pieces = template.split(/(?<!\\)\{\}/);
  if (pieces.length - 1 !== values.length) return refuse('States.Format needs one argument for each {}');
  const plain = (piece: string) => piece.replace(/\\([{}\\'])/g, '$1');
  return pieces
    .map((piece, index) => {
      const value = values[index];
      return plain(piece) + (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));
    })
    .join('');
};

const merge = (one: Json | undefined, other: Json | undefined, deep: Json | undefined): Json => {
  if (deep === true) return refuse('States.JsonMerge has no deep merging');
  return isObject(one) && isObject(other) ? { ...one, ...other } : refuse('two objects are expected');
};

const randomBetween = (start: number, end: number, seed: number | undefined): number =>
  Math.floor(random(seed) * (end - start)) + start;

/** The intrinsic functions of JSONPath, by name. */
export const INTRINSICS: Record<string, (args: Json[]) => Json> = {
  'States.Format': ([template, ...values]) => format(text(template), values),
  'States.StringToJson': ([value]) => JSON.parse(text(value)) as Json,
  'States.JsonToString': ([value]) => JSON.stringify(value ?? null),
  'States.Array': (values) => values,
  'States.ArrayPartition': ([array, size]) => (partition(list(array), number(size)) ?? []) as Json,
  'States.ArrayContains': ([array, wanted]) => list(array).some((value) => equal(value, wanted ?? null)),
  'States.ArrayRange': ([first, last, step]) => range(number(first), number(last), number(step)),
  'States.ArrayGetItem': ([array, index]) => list(array)[number(index)] ?? refuse('the index is out of bounds'),
  'States.ArrayLength': ([array]) => list(array).length,
  'States.ArrayUnique': ([array]) =>
    list(array).filter((value, at, all) => all.findIndex((one) => equal(one, value)) === at),
  'States.Base64Encode': ([value]) => Buffer.from(text(value)).toString('base64'),
  'States.Base64Decode': ([value]) => Buffer.from(text(value), 'base64').toString(),
  'States.Hash': ([value, algorithm]) => hash(value, text(algorithm)) ?? '',
  'States.JsonMerge': ([one, other, deep]) => merge(one, other, deep),
  'States.MathRandom': ([start, end, seed]) =>
    randomBetween(number(start), number(end), seed === undefined ? undefined : number(seed)),
  'States.MathAdd': ([one, other]) => number(one) + number(other),
  'States.StringSplit': ([value, separators]) => {
    const cut = new Set(text(separators));
    const pieces = [''];
    for (const letter of text(value)) {
      if (cut.has(letter)) pieces.push('');
      else pieces[pieces.length - 1] += letter;
    }
    return pieces.filter((piece) => piece !== '');
  },
  'States.UUID': () => randomUUID(),
};
