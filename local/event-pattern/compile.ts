/**
 * EventBridge's event patterns (also the filters of SNS and of Lambda's event sources), compiled once into a function.
 *
 * As on AWS: an object matches when each of its fields does; a leaf is a list of alternatives; a list in the event
 * matches when any of its elements does, and fields named together must match within the same element.
 */
import { InvalidPattern } from './invalid-pattern.ts';
import { compileMatcher, type LeafMatcher } from './matchers.ts';

export type Match = (event: unknown) => boolean;

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws InvalidPattern. */
export function compilePattern(pattern: unknown): Match {
  let parsed = pattern;
  if (typeof pattern === 'string') {
    try {
      parsed = JSON.parse(pattern);
    } catch {
      throw new InvalidPattern('Filter is not valid JSON');
    }
  }
  if (!isObject(parsed)) throw new InvalidPattern('Filter is not an object');
  return compileObject(parsed);
}

function compileObject(pattern: Fields): Match {
  const keys = Object.keys(pattern);
  if (keys.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  const tests = keys.map((key) => {
    const value = pattern[key];
    if (key === '$or' && isAlternatives(value)) return compileOr(value);
    const inner = compileField(key, value);
    return (event: Fields) => inner(Object.hasOwn(event, key) ? event[key] : undefined);
  });
  const matchObject = (event: Fields) => tests.every((test) => test(event));
  return (event) => {
    if (Array.isArray(event))
      return event.flat(Number.POSITIVE_INFINITY).some((item) => isObject(item) && matchObject(item));
    // A field that is absent still satisfies `exists: false` below it.
    return matchObject(isObject(event) ? event : {});
  };
}

const isAlternatives = (value: unknown): value is unknown[] => Array.isArray(value) && value.some(isObject);

function compileOr(alternatives: unknown[]): Match {
  if (alternatives.length < 2) throw new InvalidPattern('$or must have at least 2 Patterns');
  const matches = alternatives.map((alternative) => {
    if (!isObject(alternative)) throw new InvalidPattern('$or must be an array of objects');
    return compileObject(alternative);
  });
  return (event) => matches.some((match) => match(event));
}

function compileField(key: string, value: unknown): Match {
  if (isObject(value)) return compileObject(value);
  if (!Array.isArray(value)) throw new InvalidPattern(`"${key}" must be an object or an array`);
  if (value.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  return compileLeaf(value.map(compileMatcher));
}

function compileLeaf(matchers: LeafMatcher[]): Match {
  const exact = new Set(matchers.flatMap((matcher) => (matcher.kind === 'exact' ? [matcher.value] : [])));
  const tests = matchers.flatMap((matcher) => (matcher.kind === 'test' ? [matcher.test] : []));
  const whenAbsent = matchers.some((matcher) => matcher.kind === 'absent');
  const matchOne = (value: unknown) => exact.has(value as string) || tests.some((test) => test(value as string));
  return (value) => {
    const values = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
    // AWS compares leaves only: to `exists`, an object or an empty list is no value.
    const leaves = values.filter((item) => item !== undefined && !isObject(item));
    return leaves.length === 0 ? whenAbsent : leaves.some(matchOne);
  };
}
