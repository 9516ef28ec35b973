import { randomBytes, randomUUID } from 'node:crypto';
import { notAuthorized, ResolverError } from '../execution/resolver-error.ts';
import { isMap, isNothing, textOf } from '../vtl/values.ts';
import type { UtilMethod } from './table.ts';

const isBlank = (value: unknown) => isNothing(value) || textOf(value).trim() === '';
const isEmpty = (value: unknown) =>
  isNothing(value) ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);
const isText = (value: unknown) => typeof value === 'string';

const errorOf = (message: unknown, type: unknown, data: unknown, info: unknown) =>
  new ResolverError(textOf(message), isNothing(type) ? null : textOf(type), data ?? null, info ?? null);

/** Java writes `"` `\` and control characters with a backslash, and `/` too. */
const escapeJavaScript = (text: string) =>
  JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('/', '\\/');

/** Crockford's base 32, as KSUID-like ids need an order of time. */
const ULID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function ulid(now: number): string {
  let time = '';
  for (let left = now, digit = 0; digit < 10; digit += 1, left = Math.floor(left / 32)) {
    time = ULID_ALPHABET.charAt(left % 32) + time;
  }
  return time + [...randomBytes(16)].map((byte) => ULID_ALPHABET.charAt(byte % 32)).join('');
}

export const CORE_UTIL: Readonly<Record<string, UtilMethod>> = {
  qr: () => '',
  quiet: () => '',
  error: (_, message, type, data, info) => {
    throw errorOf(message, type, data, info);
  },
  appendError: (run, message, type, data, info) => {
    run.appended.push(errorOf(message, type, data, info));
    return '';
  },
  unauthorized: (run) => {
    throw notAuthorized(run.typeName, run.fieldName);
  },
  validate: (_, condition, message, type, data) => {
    if (condition !== true) throw errorOf(message, type ?? 'CustomTemplateException', data, null);
    return '';
  },
  authType: (run) => run.authType,
  autoId: () => randomUUID(),
  autoUlid: (run) => ulid(run.clock.now()),
  toJson: (_, value) => JSON.stringify(value ?? null),
  parseJson: (_, text) => (isNothing(text) ? null : JSON.parse(textOf(text))),
  isNull: (_, value) => isNothing(value),
  isNullOrEmpty: (_, value) => isEmpty(value),
  isNullOrBlank: (_, value) => isBlank(value),
  defaultIfNull: (_, value, fallback) => value ?? fallback ?? null,
  defaultIfNullOrEmpty: (_, value, fallback) => (isEmpty(value) ? (fallback ?? null) : value),
  defaultIfNullOrBlank: (_, value, fallback) => (isBlank(value) ? (fallback ?? null) : value),
  isString: (_, value) => isText(value),
  isNumber: (_, value) => typeof value === 'number',
  isBoolean: (_, value) => typeof value === 'boolean',
  isList: (_, value) => Array.isArray(value),
  isMap: (_, value) => isMap(value),
  typeOf: (_, value) => typeName(value),
  matches: (_, pattern, text) => new RegExp(`^(?:${textOf(pattern)})$`, 'u').test(textOf(text)),
  escapeJavaScript: (_, text) => escapeJavaScript(textOf(text)),
  urlEncode: (_, text) => encodeURIComponent(textOf(text)).replaceAll('%20', '+'),
  urlDecode: (_, text) => decodeURIComponent(textOf(text).replaceAll('+', '%20')),
  base64Encode: (_, text) => Buffer.from(textOf(text)).toString('base64'),
  base64Decode: (_, text) => Buffer.from(textOf(text), 'base64').toString(),
};

function typeName(value: unknown): string {
  if (isNothing(value)) return 'Null';
  if (Array.isArray(value)) return 'List';
  if (isMap(value)) return 'Map';
  return { string: 'String', number: 'Number', boolean: 'Boolean' }[typeof value as string] ?? 'Object';
}
