import { TemplateError } from './template-error.ts';
import { Entry, isMap, isNothing, isSame, Loop, textOf, type VtlMap } from './values.ts';

type Methods<T> = Record<string, (self: T, ...args: unknown[]) => unknown>;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : isMap(value) ? Object.values(value) : []);
const asNumber = (value: unknown): number => Number(value);
const javaPattern = (pattern: unknown, flags: string) => new RegExp(textOf(pattern).replaceAll('\\\\', '\\'), flags);

/** Java drops the empty strings at the end of a split. */
function split(self: string, pattern: unknown): string[] {
  const parts = self.split(javaPattern(pattern, 'u'));
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

const MAP: Methods<VtlMap> = {
  get: (self, key) => own(self, key),
  getOrDefault: (self, key, fallback) => (Object.hasOwn(self, textOf(key)) ? own(self, key) : fallback),
  put: (self, key, value) => {
    const before = own(self, key);
    self[textOf(key)] = value ?? null;
    return before;
  },
  putIfAbsent: (self, key, value) => {
    const before = own(self, key);
    if (isNothing(before)) self[textOf(key)] = value ?? null;
    return before;
  },
  putAll: (self, other) => void Object.assign(self, isMap(other) ? other : {}),
  containsKey: (self, key) => Object.hasOwn(self, textOf(key)),
  containsValue: (self, value) => Object.values(self).some((item) => isSame(item, value)),
  remove: (self, key) => {
    const before = own(self, key);
    delete self[textOf(key)];
    return before;
  },
  clear: (self) => {
    for (const key of Object.keys(self)) delete self[key];
  },
  // Frozen: in Java these are views, and changing them would change the map. Here that is an error.
  keySet: (self) => Object.freeze(Object.keys(self)),
  values: (self) => Object.freeze(Object.values(self)),
  entrySet: (self) => Object.freeze(Object.entries(self).map(([key, value]) => new Entry(key, value))),
  size: (self) => Object.keys(self).length,
  isEmpty: (self) => Object.keys(self).length === 0,
};

const LIST: Methods<unknown[]> = {
  add: (self, ...args) => {
    if (args.length === 2) self.splice(asNumber(args[0]), 0, args[1]);
    else self.push(args[0]);
    return true;
  },
  addAll: (self, other) => {
    self.push(...asList(other));
    return asList(other).length > 0;
  },
  get: (self, index) => at(self, index),
  set: (self, index, value) => {
    const before = at(self, index);
    self[asNumber(index)] = value;
    return before;
  },
  remove: (self, item) => {
    if (typeof item === 'number') return self.splice(item, 1)[0];
    const index = self.findIndex((candidate) => isSame(candidate, item));
    if (index >= 0) self.splice(index, 1);
    return index >= 0;
  },
  removeAll: (self, other) => keep(self, (item) => !has(asList(other), item)),
  retainAll: (self, other) => keep(self, (item) => has(asList(other), item)),
  clear: (self) => void self.splice(0),
  contains: (self, item) => has(self, item),
  containsAll: (self, other) => asList(other).every((item) => has(self, item)),
  indexOf: (self, item) => self.findIndex((candidate) => isSame(candidate, item)),
  lastIndexOf: (self, item) => self.findLastIndex((candidate) => isSame(candidate, item)),
  subList: (self, from, to) => self.slice(asNumber(from), asNumber(to)),
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
};

const STRING: Methods<string> = {
  split: (self, pattern) => split(self, pattern),
  replaceAll: (self, pattern, replacement) => self.replace(javaPattern(pattern, 'gu'), textOf(replacement)),
  replaceFirst: (self, pattern, replacement) => self.replace(javaPattern(pattern, 'u'), textOf(replacement)),
  replace: (self, from, to) => self.replaceAll(textOf(from), () => textOf(to)),
  matches: (self, pattern) => javaPattern(`^(?:${textOf(pattern)})$`, 'u').test(self),
  contains: (self, part) => self.includes(textOf(part)),
  startsWith: (self, part) => self.startsWith(textOf(part)),
  endsWith: (self, part) => self.endsWith(textOf(part)),
  equalsIgnoreCase: (self, other) => self.toLowerCase() === textOf(other).toLowerCase(),
  compareTo: (self, other) => (self < textOf(other) ? -1 : self > textOf(other) ? 1 : 0),
  substring: (self, from, to) => self.substring(asNumber(from), to === undefined ? self.length : asNumber(to)),
  indexOf: (self, part) => self.indexOf(textOf(part)),
  lastIndexOf: (self, part) => self.lastIndexOf(textOf(part)),
  charAt: (self, index) => self.charAt(asNumber(index)),
  concat: (self, other) => self + textOf(other),
  length: (self) => self.length,
  isEmpty: (self) => self === '',
  isBlank: (self) => self.trim() === '',
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
};

const NUMBER: Methods<number> = {
  intValue: (self) => Math.trunc(self),
  longValue: (self) => Math.trunc(self),
  doubleValue: (self) => self,
  compareTo: (self, other) => Math.sign(self - asNumber(other)),
};

const ENTRY: Methods<Entry> = { getKey: (self) => self.key, getValue: (self) => self.value };
const LOOP: Methods<Loop> = { hasNext: (self) => self.hasNext };
const BOOLEAN: Methods<boolean> = { booleanValue: (self) => self };
const OBJECT: Methods<unknown> = { toString: textOf, equals: isSame };

function tableOf(self: unknown): [string, Methods<never>] {
  if (Array.isArray(self)) return ['list', LIST];
  if (self instanceof Entry) return ['entry', ENTRY];
  if (self instanceof Loop) return ['loop', LOOP];
  if (typeof self === 'string') return ['string', STRING];
  if (typeof self === 'number') return ['number', NUMBER];
  if (typeof self === 'boolean') return ['boolean', BOOLEAN];
  return ['map', MAP];
}

/** Calls `self.name(args)`. On null the answer is null, as in Velocity; an unknown method is an error. */
export function callMethod(self: unknown, name: string, args: unknown[], text: string): unknown {
  if (isNothing(self)) return null;
  const [kind, methods] = tableOf(self);
  const method = Object.hasOwn(methods, name) ? methods[name] : Object.hasOwn(OBJECT, name) ? OBJECT[name] : undefined;
  if (!method) throw new TemplateError(`Method '${name}' of a ${kind} is not supported: ${text}`);
  return (method as (self: unknown, ...args: unknown[]) => unknown)(self, ...args);
}

/** `$self.name`: a map's entry, or the getter Velocity would find. */
export function property(self: unknown, name: string): unknown {
  if (isNothing(self)) return null;
  if (self instanceof Entry) return name === 'key' ? self.key : name === 'value' ? self.value : null;
  if (isMap(self)) return own(self, name);
  if (name === 'empty' && (Array.isArray(self) || typeof self === 'string')) return self.length === 0;
  return null;
}

const own = (self: VtlMap, key: unknown): unknown => (Object.hasOwn(self, textOf(key)) ? self[textOf(key)] : null);
const has = (list: unknown[], item: unknown) => list.some((candidate) => isSame(candidate, item));

function at(self: unknown[], index: unknown): unknown {
  const position = asNumber(index);
  if (!(position >= 0 && position < self.length)) throw new TemplateError(`List index out of range: ${textOf(index)}`);
  return self[position];
}

function keep(self: unknown[], wanted: (item: unknown) => boolean): boolean {
  const kept = self.filter(wanted);
  const changed = kept.length !== self.length;
  self.splice(0, self.length, ...kept);
  return changed;
}
