import { type GraphQLScalarType, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildApiSchema } from './schema.ts';

const schema = buildApiSchema('type Query { a: String }');
const scalar = (name: string) => schema.getType(name) as GraphQLScalarType;
const accepts = (name: string, value: unknown) => {
  try {
    scalar(name).parseValue(value);
    return true;
  } catch {
    return false;
  }
};

describe('AWS scalars', () => {
  it.each<[string, unknown, boolean]>([
    ['AWSDate', '2026-02-28', true],
    ['AWSDate', '2026-02-28+02:00', true],
    ['AWSDate', '2026-02-30', false],
    ['AWSTime', '12:30', true],
    ['AWSTime', '12:30:24.500+03:00', true],
    ['AWSTime', '25:00', false],
    ['AWSDateTime', '2026-01-05T09:00:00Z', true],
    ['AWSDateTime', '2026-01-05T09:00:00.123456789+01:00', true],
    ['AWSDateTime', '2026-01-05T09:00:00', false],
    ['AWSDateTime', 'yesterday', false],
    ['AWSTimestamp', 1767603601, true],
    ['AWSTimestamp', 1.5, false],
    ['AWSEmail', 'a.b@example.com', true],
    ['AWSEmail', 'nobody', false],
    ['AWSURL', 'https://example.com/a?b', true],
    ['AWSURL', 'example', false],
    ['AWSPhone', '+1 415-555-0100', true],
    ['AWSPhone', 'call me', false],
    ['AWSIPAddress', '127.0.0.1/8', true],
    ['AWSIPAddress', '::1', true],
    ['AWSIPAddress', '300.0.0.1', false],
    ['AWSJSON', '{"a":1}', true],
    ['AWSJSON', '{a:1}', false],
  ])('%s takes %j: %s', (name, value, expected) => {
    expect(accepts(name, value)).toBe(expected);
  });

  it('AWSJSON is text outside and a value inside', () => {
    expect(scalar('AWSJSON').parseValue('{"a":1}')).toEqual({ a: 1 });
    expect(scalar('AWSJSON').parseLiteral(parseValue('"[1]"'), {})).toEqual([1]);
    expect(scalar('AWSJSON').serialize({ a: 1 })).toBe('{"a":1}');
  });

  it('answers of the wrong form are errors, not values', () => {
    expect(() => scalar('AWSDateTime').serialize('soon')).toThrow('valid AWSDateTime');
  });
});
