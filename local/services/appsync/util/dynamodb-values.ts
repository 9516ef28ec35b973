import { isMap, isNothing, textOf } from '../vtl/values.ts';
import type { UtilMethod } from './table.ts';

/** A value in DynamoDB's typed form: `{ S: 'a' }`. */
export type AttributeValue = Record<string, unknown>;

export function toDynamoDb(value: unknown): AttributeValue {
  if (isNothing(value)) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toDynamoDb) };
  return { M: toMapValues(value) };
}

export function toMapValues(value: unknown): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(isMap(value) ? value : {}).map(([key, item]) => [key, toDynamoDb(item)]));
}

/** The plain value of a typed one. Sets become lists, binary stays base64 text. */
export function fromDynamoDb(value: unknown): unknown {
  const [type, content] = Object.entries(isMap(value) ? value : {})[0] ?? [];
  switch (type) {
    case 'N':
      return Number(content);
    case 'NULL':
      return null;
    case 'NS':
      return (content as string[]).map(Number);
    case 'L':
      return (content as unknown[]).map(fromDynamoDb);
    case 'M':
      return fromMapValues(content);
    default:
      return content ?? null;
  }
}

export function fromMapValues(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(isMap(value) ? value : {}).map(([key, item]) => [key, fromDynamoDb(item)]));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

type Convert = (value: unknown, ...rest: unknown[]) => unknown;

const CONVERSIONS: Record<string, Convert> = {
  toDynamoDB: toDynamoDb,
  toString: (value: unknown) => ({ S: textOf(value) }),
  toStringSet: (value) => ({ SS: list(value).map(textOf) }),
  toNumber: (value) => ({ N: textOf(value) }),
  toNumberSet: (value) => ({ NS: list(value).map(textOf) }),
  toBinary: (value) => ({ B: textOf(value) }),
  toBinarySet: (value) => ({ BS: list(value).map(textOf) }),
  toBoolean: (value) => ({ BOOL: value === true }),
  toNull: () => ({ NULL: true }),
  toList: (value) => ({ L: list(value).map(toDynamoDb) }),
  toMap: (value) => ({ M: toMapValues(value) }),
  toMapValues,
  toS3Object: (key, bucket, region, version) => ({
    S: JSON.stringify({ s3: { key, bucket, region, ...(version === undefined ? {} : { version }) } }),
  }),
};

/** Each conversion, and for VTL its twin that answers JSON text. */
export const DYNAMODB_UTIL: Readonly<Record<string, UtilMethod>> = {
  ...Object.fromEntries(
    Object.entries(CONVERSIONS).flatMap(([name, convert]): [string, UtilMethod][] => [
      [`dynamodb.${name}`, (_, value, ...rest) => convert(value, ...rest)],
      [`dynamodb.${name}Json`, (_, value, ...rest) => JSON.stringify(convert(value, ...rest))],
    ]),
  ),
  'dynamodb.fromS3ObjectJson': (_, text) => (JSON.parse(textOf(text)) as { s3?: unknown }).s3 ?? null,
};
