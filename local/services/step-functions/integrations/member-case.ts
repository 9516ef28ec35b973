import { isObject, type Json } from '../json.ts';

/**
 * AWS spells every member of an SDK integration in PascalCase. Services whose own API spells members in camelCase
 * (Step Functions, CloudWatch Logs) need their names translated both ways.
 */
const recase = (value: Json, first: (letter: string) => string): Json => {
  if (Array.isArray(value)) return value.map((element) => recase(element, first));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [first(name.slice(0, 1)) + name.slice(1), recase(member, first)]),
  );
};

export const toPascal = (value: Json): Json => recase(value, (letter) => letter.toUpperCase());
export const toCamel = (value: Json): Json => recase(value, (letter) => letter.toLowerCase());
