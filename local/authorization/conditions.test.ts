// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies have variables.
import { expect, test } from 'vitest';
import { compileConditions } from './conditions.ts';
import { parsePolicy } from './policy-document.ts';

type Context = Record<string, string | string[]>;

/** With the keys that policies may ask for: what they are worth is up to the test. */
const holds = (Condition: object, context: Context): boolean => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const { Statement, Version } = parsePolicy({ Version: '2012-10-17', Statement: statement }, 'identity');
  return compileConditions(Statement[0]?.Condition, Version)?.((key) => context[key]) ?? true;
};

const NAME = 'aws:PrincipalTag/name';
const at = (value: string | string[]): Context => ({ 'aws:principaltag/name': value });

test.each<[string, unknown, string, boolean]>([
  ['StringEquals', 'blue', 'blue', true],
  ['StringEquals', 'blue', 'Blue', false],
  ['StringEquals', 'bl*', 'blue', false],
  ['StringEquals', ['red', 'blue'], 'blue', true],
  ['StringNotEquals', ['red', 'blue'], 'blue', false],
  ['StringNotEquals', 'red', 'blue', true],
  ['StringEqualsIgnoreCase', 'BLUE', 'blue', true],
  ['StringNotEqualsIgnoreCase', 'BLUE', 'blue', false],
  ['StringLike', 'b?u*', 'blue', true],
  ['StringNotLike', 'b*', 'blue', false],
  ['StringLike', '${aws:PrincipalTag/name}', 'blue', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericNotEquals', 10, '11', true],
  ['NumericLessThan', 10, '10', false],
  ['NumericLessThanEquals', 10, '10', true],
  ['NumericGreaterThan', 10, '9', false],
  ['NumericGreaterThanEquals', 10, '10', true],
  ['NumericLessThan', 10, 'many', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-02', true],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
  ['DateLessThanEquals', '2026-01-01', '2026-01-01', true],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', false],
  ['DateGreaterThanEquals', '2026-01-01', '2026-06-01', true],
  ['Bool', true, 'true', true],
  ['Bool', 'false', 'true', false],
  ['BinaryEquals', 'aGVsbG8=', 'aGVsbG8=', true],
  ['BinaryEquals', 'aGVsbG8=', 'aGVsbG9v', false],
  ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
  ['IpAddress', '10.0.0.1', '10.0.0.2', false],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
  ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
  ['ArnEquals', 'arn:aws:sns:*:1:t', 'arn:aws:sns:eu-west-1:1:t', true],
  ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:1:t', false],
  ['ArnNotEquals', 'arn:aws:sns:*:1:t', 'arn:aws:sns:eu-west-1:1:t', false],
  ['ArnNotLike', 'arn:aws:sns:*:1:t', 'arn:aws:sns:eu-west-1:1:u', true],
])('%s %j of %j is %s', (operator, operand, value, expected) => {
  expect(holds({ [operator]: { [NAME]: operand } }, at(value))).toBe(expected);
});

test.each<[string, unknown, Context, boolean]>([
  ['StringEquals', 'x', {}, false],
  ['StringNotEquals', 'x', {}, true],
  ['StringEqualsIfExists', 'x', {}, true],
  ['StringEqualsIfExists', 'x', at('y'), false],
  ['Null', 'true', {}, true],
  ['Null', true, at('y'), false],
  ['Null', 'false', at('y'), true],
  ['ForAnyValue:StringEquals', ['a', 'b'], at(['b', 'c']), true],
  ['ForAnyValue:StringEquals', ['a', 'b'], at(['c']), false],
  ['ForAnyValue:StringEquals', ['a'], {}, false],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], at(['a', 'c']), true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], at(['a', 'b']), false],
  ['ForAllValues:StringEquals', ['a', 'b'], at(['b', 'a']), true],
  ['ForAllValues:StringEquals', ['a', 'b'], at(['a', 'c']), false],
  ['ForAllValues:StringEquals', ['a'], {}, true],
  ['ForAllValues:StringNotEquals', ['a'], at(['b', 'a']), false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], {}, true],
])('%s %j of %j is %s', (operator, operand, context, expected) => {
  expect(holds({ [operator]: { [NAME]: operand } }, context)).toBe(expected);
});

test('all operators and all keys of a block must hold', () => {
  const block = { StringEquals: { [NAME]: 'a', 'aws:RequestedRegion': 'eu' }, Bool: { 'aws:SecureTransport': 'true' } };
  const context = { ...at('a'), 'aws:requestedregion': 'eu', 'aws:securetransport': 'true' };
  expect(holds(block, context)).toBe(true);
  for (const key of Object.keys(context)) expect(holds(block, { ...context, [key]: 'other' })).toBe(false);
});

test.each<[string, object, string]>([
  ['an unknown operator', { StringResembles: { [NAME]: 'x' } }, 'StringResembles'],
  ['Null with IfExists', { NullIfExists: { [NAME]: 'true' } }, 'NullIfExists'],
  [
    'a key whose value nobody could tell',
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    'aws:MultiFactorAuthPresent',
  ],
  [
    'a variable whose value nobody could tell',
    { StringLike: { [NAME]: '${aws:TokenIssueTime}' } },
    'aws:TokenIssueTime',
  ],
  ['no number', { NumericEquals: { [NAME]: 'many' } }, 'NumericEquals'],
  ['no date', { DateLessThan: { [NAME]: 'soon' } }, 'DateLessThan'],
  ['no truth value', { Bool: { [NAME]: 'maybe' } }, 'Bool'],
  ['no address', { IpAddress: { [NAME]: '10.0.0.0/64' } }, 'IpAddress'],
])('%s is refused by name when the policy arrives', (_, Condition, named) => {
  expect(() => holds(Condition, {})).toThrow(named);
});
