import { isIP } from 'node:net';
import { cidrTest } from '../event-pattern/cidr.ts';
import { AwsError } from '../gateway/aws-error.ts';
import { compileText, type Lookup } from './text-pattern.ts';

/**
 * The condition operators of IAM policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** Whether a value of the request meets one value of the policy. */
export type Meets = (value: string, lookUp: Lookup) => boolean;

interface Kind {
  /** What one value of the policy means; undefined when it is none of this kind. */
  compile(operand: string, variables: boolean): Meets | undefined;
  /** Whether the operator's values may hold `${variables}`. */
  variables?: boolean;
}

const text = (options: { wildcards?: boolean; ignoreCase?: boolean; parts?: boolean }): Kind => ({
  variables: true,
  compile: (operand, variables) => compileText(operand, { wildcards: false, ...options, variables }),
});

const compared = (parse: (text: string) => number, meets: (value: number, operand: number) => boolean): Kind => ({
  compile(operand) {
    const limit = parse(operand);
    return Number.isNaN(limit) ? undefined : (value) => meets(parse(value), limit);
  },
});

const numberOf = (value: string) => (value.trim() === '' ? Number.NaN : Number(value));
/** ISO 8601 dates, or seconds since the epoch. */
const timeOf = (value: string) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value));

const comparisons = (name: string, parse: (text: string) => number): [string, Kind][] => [
  [`${name}Equals`, compared(parse, (value, operand) => value === operand)],
  [`${name}LessThan`, compared(parse, (value, operand) => value < operand)],
  [`${name}LessThanEquals`, compared(parse, (value, operand) => value <= operand)],
  [`${name}GreaterThan`, compared(parse, (value, operand) => value > operand)],
  [`${name}GreaterThanEquals`, compared(parse, (value, operand) => value >= operand)],
];

const arn = text({ wildcards: true, parts: true });

const BY_NAME = new Map<string, Kind>([
  ['StringEquals', text({})],
  ['StringEqualsIgnoreCase', text({ ignoreCase: true })],
  ['StringLike', text({ wildcards: true })],
  ['ArnEquals', arn],
  ['ArnLike', arn],
  ...comparisons('Numeric', numberOf),
  ...comparisons('Date', timeOf),
  [
    'Bool',
    {
      compile: (operand) =>
        /^(true|false)$/i.test(operand) ? (value) => value.toLowerCase() === operand.toLowerCase() : undefined,
    },
  ],
  [
    'BinaryEquals',
    { compile: (operand) => (/^[A-Za-z0-9+/]+={0,2}$/.test(operand) ? (value) => value === operand : undefined) },
  ],
  [
    'IpAddress',
    {
      compile(operand) {
        const block = operand.includes('/') ? operand : `${operand}/${isIP(operand) === 4 ? 32 : 128}`;
        return isCidr(block) ? cidrTest(block) : undefined;
      },
    },
  ],
]);

const isCidr = (text: string) => {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  return family !== 0 && bits !== undefined && /^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
};

/** The opposites: true where no value of the policy is met. */
const NEGATIONS = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
]);

export interface Operator {
  /** Undefined for `Null`, which asks whether the request has the key at all. */
  kind: Kind | undefined;
  negated: boolean;
  ifExists: boolean;
  over: 'ForAnyValue' | 'ForAllValues' | undefined;
}

/** Undefined for what is no operator. */
export const operatorOf = (name: string): Operator | undefined => {
  const [, over, bare = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  if (bare === 'Null')
    return over || ifExists ? undefined : { kind: undefined, negated: false, ifExists: false, over: undefined };
  const kind = BY_NAME.get(NEGATIONS.get(bare) ?? bare);
  return (
    kind && { kind, negated: NEGATIONS.has(bare), ifExists: ifExists !== undefined, over: over as Operator['over'] }
  );
};

export const isOperator = (name: string): boolean => operatorOf(name) !== undefined;

/** Throws MalformedPolicyDocument for a value that the operator cannot compare with. */
export const checkOperand = (name: string, key: string, operand: string): void => {
  const kind = operatorOf(name)?.kind;
  const fits = kind ? kind.compile(operand, false) !== undefined : /^(true|false)$/i.test(operand);
  if (!fits)
    throw new AwsError(
      'MalformedPolicyDocument',
      `${JSON.stringify(operand)} of ${key} is no value for the condition ${name}.`,
    );
};
