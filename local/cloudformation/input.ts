import { isObject } from './template.ts';

/** Lists and truth values as the query protocol brings them and as callers within the endpoint write them. */

export const listOf = <Item>(value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : []);

export const flag = (value: unknown): boolean => String(value) === 'true';

/** `[{ Key, Value }]` as an object. */
export function tagsOf(value: unknown): Record<string, string> {
  const tags = listOf<unknown>(value).filter(isObject);
  return Object.fromEntries(tags.map(({ Key, Value }) => [String(Key), String(Value ?? '')]));
}
