/** What a template handles: JSON values, with Java's idea of truth, equality and text. */
export type VtlMap = Record<string, unknown>;

export const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;

export const isMap = (value: unknown): value is VtlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Velocity 1.7: null and false are false; everything else, the empty string and 0 too, is true. */
export const isTrue = (value: unknown): boolean => !isNothing(value) && value !== false;

/** Velocity 1.7's `==`: numbers by value, equal kinds by content, different kinds by their text. */
export function isSame(left: unknown, right: unknown): boolean {
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (typeof left !== 'object' && typeof right !== 'object') return left === right || String(left) === String(right);
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
    );
  }
  return textOf(left) === textOf(right);
}

/** As Java's toString writes it: `[a, b]`, `{k=v}`. */
export function textOf(value: unknown): string {
  if (isNothing(value)) return 'null';
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (value instanceof Entry) return `${value.key}=${textOf(value.value)}`;
  if (isMap(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${textOf(item)}`)
      .join(', ')}}`;
  }
  return String(value);
}

/** One of `$map.entrySet()`. */
export class Entry {
  readonly key: string;
  readonly value: unknown;

  constructor(key: string, value: unknown) {
    this.key = key;
    this.value = value;
  }
}

/** `$foreach` inside a loop. */
export class Loop {
  readonly index: number;
  readonly count: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly hasNext: boolean;

  constructor(index: number, length: number) {
    this.index = index;
    this.count = index + 1;
    this.first = index === 0;
    this.last = index === length - 1;
    this.hasNext = !this.last;
  }
}
