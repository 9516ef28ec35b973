import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../clock.ts';
import { newRun } from '../execution/resolver.ts';
import { ResolverError } from '../execution/resolver-error.ts';
import { toDynamoDbCondition } from './condition-expression.ts';
import { fromMapValues, toMapValues } from './dynamodb-values.ts';
import { passes, toSubscriptionFilter } from './subscription-filter.ts';
import { UTIL } from './table.ts';

const run = newRun(new VirtualClock(Date.parse('2026-01-05T09:00:01.234Z')), 'IAM Authorization', 'Mutation', 'save');
const call = (name: string, ...args: unknown[]) => UTIL[name]?.(run, ...args);

describe('util', () => {
  it.each<[string, unknown[], unknown]>([
    ['authType', [], 'IAM Authorization'],
    ['isNull', [null], true],
    ['isNullOrEmpty', [{}], true],
    ['isNullOrEmpty', [[0]], false],
    ['isNullOrBlank', ['  '], true],
    ['defaultIfNull', [null, 1], 1],
    ['defaultIfNullOrBlank', [' ', 'x'], 'x'],
    ['defaultIfNullOrEmpty', [[], 'x'], 'x'],
    ['toJson', [{ a: [1, null] }], '{"a":[1,null]}'],
    ['parseJson', ['{"a":1}'], { a: 1 }],
    ['typeOf', [[]], 'List'],
    ['matches', ['a*b', 'aab'], true],
    ['matches', ['a*b', 'xaab'], false],
    ['urlEncode', ['a b&c'], 'a+b%26c'],
    ['base64Decode', ['aGk='], 'hi'],
    ['escapeJavaScript', ['a"b\n\'c'], 'a\\"b\\n\\\'c'],
    ['list.copyAndRemoveAll', [[1, 2, 3], [2]], [1, 3]],
    [
      'list.copyAndRetainAll',
      [
        [1, 2, 3],
        [2, 9],
      ],
      [2],
    ],
    ['list.sortList', [[{ a: 2 }, { a: 1 }], false, 'a'], [{ a: 1 }, { a: 2 }]],
    ['map.copyAndRetainAllKeys', [{ a: 1, b: 2 }, ['a']], { a: 1 }],
    ['map.copyAndRemoveAllKeys', [{ a: 1, b: 2 }, ['a']], { b: 2 }],
    ['str.toReplace', ['a.a', '.', '$&'], 'a$&a'],
    ['math.roundNum', [1.5], 2],
    ['math.maxVal', [1, 3], 3],
    ['time.nowISO8601', [], '2026-01-05T09:00:01.234Z'],
    ['time.nowEpochSeconds', [], 1767603601],
    ['time.nowEpochMilliSeconds', [], 1767603601234],
    ['time.nowFormatted', ["yyyy-MM-dd'T'HH:mm:ssZ", 'Asia/Tokyo'], '2026-01-05T18:00:01+0900'],
    ['time.parseFormattedToEpochMilliSeconds', ['2026-01-05 09:00:01Z', 'yyyy-MM-dd HH:mm:ssXXX'], 1767603601000],
    ['time.parseFormattedToEpochMilliSeconds', ['2026-01-05 18:00', 'yyyy-MM-dd HH:mm', 'Asia/Tokyo'], 1767603600000],
    ['time.parseISO8601ToEpochMilliSeconds', ['2026-01-05T09:00:01.234Z'], 1767603601234],
    ['time.epochMilliSecondsToSeconds', [1767603601234], 1767603601],
    ['time.epochMilliSecondsToISO8601', [0], '1970-01-01T00:00:00.000Z'],
    [
      'dynamodb.toDynamoDB',
      [{ a: [1, 'x', true, null] }],
      { M: { a: { L: [{ N: '1' }, { S: 'x' }, { BOOL: true }, { NULL: true }] } } },
    ],
    ['dynamodb.toDynamoDBJson', ['x'], '{"S":"x"}'],
    ['dynamodb.toStringSet', [['a', 'b']], { SS: ['a', 'b'] }],
    ['dynamodb.toMapValues', [{ a: 1 }], { a: { N: '1' } }],
    ['dynamodb.toMapValuesJson', [{ a: 1 }], '{"a":{"N":"1"}}'],
  ])('%s(%j) is %j', (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected);
  });

  it('makes ids that sort by time', () => {
    expect(call('autoUlid')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(call('autoId')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('error and unauthorized end the field with their type, data and info', () => {
    expect(() => call('error', 'no', 'Kind', { a: 1 }, { b: 2 })).toThrow(
      new ResolverError('no', 'Kind', { a: 1 }, { b: 2 }),
    );
    expect(() => call('unauthorized')).toThrow('Not Authorized to access save on type Mutation');
  });

  it('refuses date patterns that it does not know', () => {
    expect(() => call('time.nowFormatted', 'EEEE')).toThrow("'EEEE' are not supported");
  });
});

describe('DynamoDB values', () => {
  it('come back as they went', () => {
    const item = { s: 'x', n: 1.5, b: false, z: null, l: [1, { m: 'y' }], m: {} };
    expect(fromMapValues(toMapValues(item))).toEqual(item);
  });

  it('reads sets as lists', () => {
    expect(fromMapValues({ a: { NS: ['1', '2'] }, b: { SS: ['x'] } })).toEqual({ a: [1, 2], b: ['x'] });
  });
});

describe('filter expressions', () => {
  it.each<[unknown, string]>([
    [{ a: { eq: 1 } }, '(#a = :a_eq_0)'],
    [{ a: { ne: 1 }, b: { gt: 2 } }, '((#a <> :a_ne_0) AND (#b > :b_gt_1))'],
    [{ a: { between: [1, 2] } }, '(#a BETWEEN :a_between_0 AND :a_between_1)'],
    [{ a: { beginsWith: 'x' } }, '(begins_with(#a, :a_beginsWith_0))'],
    [{ a: { contains: 'x' } }, '(contains(#a, :a_contains_0))'],
    [{ a: { notContains: 'x' } }, '(NOT contains(#a, :a_notContains_0))'],
    [{ a: { attributeExists: true } }, '(attribute_exists(#a))'],
    [{ a: { attributeExists: false } }, '(attribute_not_exists(#a))'],
    [{ a: { in: [1, 2] } }, '(#a IN (:a_in_0, :a_in_1))'],
    [{ a: { size: { ge: 2 } } }, '(size(#a) >= :sizea_ge_0)'],
    [{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, '((#a = :a_eq_0) OR (#b = :b_eq_1))'],
    [{ and: [{ a: { eq: 1 } }, { not: { b: { eq: 2 } } }] }, '((#a = :a_eq_0) AND (NOT (#b = :b_eq_1)))'],
    [{ a: null, b: { eq: 1 } }, '(#b = :b_eq_0)'],
    [{}, ''],
  ])('%j is %s', (filter, expression) => {
    expect(toDynamoDbCondition(filter).expression).toBe(expression);
  });

  it('names what DynamoDB would not take as a placeholder', () => {
    expect(toDynamoDbCondition({ 'when#n': { eq: 1 } })).toEqual({
      expression: '(#when_n = :when_n_eq_0)',
      expressionNames: { '#when_n': 'when#n' },
      expressionValues: { ':when_n_eq_0': { N: '1' } },
    });
  });

  it('refuses an operator that it does not know, so that no condition is lost', () => {
    expect(() => toDynamoDbCondition({ a: { like: 'x' } })).toThrow("'like' is not supported");
  });
});

describe('subscription filters', () => {
  const item = { name: 'monitor', price: 10, tags: ['a', 'b'], owner: { id: 'x' }, gone: null };
  const accepts = (filter: unknown) => passes(toSubscriptionFilter(filter, undefined).filterGroup, item);

  it.each<[unknown, boolean]>([
    [{ name: { eq: 'monitor' } }, true],
    [{ name: { ne: 'monitor' } }, false],
    [{ price: { gt: 9, le: 10 } }, true],
    [{ price: { lt: 10 } }, false],
    [{ price: { ge: 11 } }, false],
    [{ price: { between: [5, 10] } }, true],
    [{ price: { in: [1, 10] } }, true],
    [{ price: { notIn: [1, 10] } }, false],
    [{ name: { beginsWith: 'mon' } }, true],
    [{ name: { contains: 'it' } }, true],
    [{ tags: { contains: 'b' } }, true],
    [{ tags: { notContains: 'b' } }, false],
    [{ tags: { containsAny: ['z', 'a'] } }, true],
    [{ 'owner.id': { eq: 'x' } }, true],
    [{ missing: { eq: 'x' } }, false],
    [{ price: { gt: '9' } }, false],
    [{ or: [{ price: { eq: 1 } }, { name: { eq: 'monitor' } }] }, true],
    [{ and: [{ price: { eq: 10 } }, { or: [{ name: { eq: 'x' } }, { name: { eq: 'y' } }] }] }, false],
    [{}, true],
  ])('%j lets the item pass: %s', (filter, expected) => {
    expect(accepts(filter)).toBe(expected);
  });

  it('become groups of which one must hold', () => {
    expect(
      toSubscriptionFilter({ a: { eq: 1 }, or: [{ b: { eq: 2 } }, { c: { eq: 3 } }], d: { eq: 4 } }, ['d']),
    ).toEqual({
      filterGroup: [
        {
          filters: [
            { fieldName: 'a', operator: 'eq', value: 1 },
            { fieldName: 'b', operator: 'eq', value: 2 },
          ],
        },
        {
          filters: [
            { fieldName: 'a', operator: 'eq', value: 1 },
            { fieldName: 'c', operator: 'eq', value: 3 },
          ],
        },
      ],
    });
  });

  it('refuse an operator that they do not know', () => {
    expect(() => toSubscriptionFilter({ a: { like: 1 } }, undefined)).toThrow("'like' is not supported");
  });
});
