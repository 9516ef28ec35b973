import { randomInt } from 'node:crypto';
import { isMap, isSame, textOf } from '../vtl/values.ts';
import type { UtilMethod } from './table.ts';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): [string, unknown][] => (isMap(value) ? Object.entries(value) : []);
const has = (items: unknown[], item: unknown) => items.some((candidate) => isSame(candidate, item));
const number = (value: unknown) => Number(value);

/** `util.list`, `util.map`, `util.str` and `util.math`. */
export const COLLECTION_UTIL: Readonly<Record<string, UtilMethod>> = {
  'list.copyAndRetainAll': (_, items, kept) => list(items).filter((item) => has(list(kept), item)),
  'list.copyAndRemoveAll': (_, items, removed) => list(items).filter((item) => !has(list(removed), item)),
  'list.sortList': (_, items, descending, property) => sort(list(items), descending === true, property),
  'map.copyAndRetainAllKeys': (_, map, keys) =>
    Object.fromEntries(entries(map).filter(([key]) => has(list(keys), key))),
  'map.copyAndRemoveAllKeys': (_, map, keys) =>
    Object.fromEntries(entries(map).filter(([key]) => !has(list(keys), key))),
  'str.toUpper': (_, text) => textOf(text).toUpperCase(),
  'str.toLower': (_, text) => textOf(text).toLowerCase(),
  'str.toReplace': (_, text, from, to) => textOf(text).replaceAll(textOf(from), () => textOf(to)),
  'str.normalize': (_, text, form) => textOf(text).normalize(textOf(form).toUpperCase()),
  'math.roundNum': (_, value) => Math.round(number(value)),
  'math.minVal': (_, left, right) => Math.min(number(left), number(right)),
  'math.maxVal': (_, left, right) => Math.max(number(left), number(right)),
  'math.randomDouble': () => Math.random(),
  'math.randomWithinRange': (_, from, to) => randomInt(number(from), number(to)),
};

function sort(items: unknown[], descending: boolean, property: unknown): unknown[] {
  const key = (item: unknown) => (isMap(item) && typeof property === 'string' ? item[property] : item);
  const order = (left: unknown, right: unknown): number =>
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : textOf(left) < textOf(right)
        ? -1
        : Number(textOf(left) > textOf(right));
  return [...items].sort((left, right) => order(key(left), key(right)) * (descending ? -1 : 1));
}
