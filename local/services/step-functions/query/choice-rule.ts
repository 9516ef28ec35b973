import type { ChoiceRule } from '../definition/asl.ts';
import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json } from '../json.ts';
import { compilePath, type Roots } from './json-path.ts';
import { InvalidExpression } from './jsonata-expression.ts';

type Test = (roots: Roots) => boolean;
type Kind = 'String' | 'Numeric' | 'Boolean' | 'Timestamp';

const ORDERS: Record<string, (one: number | string, other: number | string) => boolean> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  GreaterThan: (one, other) => one > other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThanEquals: (one, other) => one >= other,
};

const TYPE_TESTS: Record<string, (value: Json) => boolean> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => isTimestamp(value),
};

const isTimestamp = (value: Json): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);

/** Compiles one rule of a JSONPath Choice: And, Or, Not, or a Variable and one comparator. */
export const compileChoiceRule = (rule: Partial<ChoiceRule>): Test => {
  if (Array.isArray(rule.And)) {
    const tests = rule.And.map((inner: Partial<ChoiceRule>) => compileChoiceRule(inner));
    return (roots) => tests.every((test) => test(roots));
  }
  if (Array.isArray(rule.Or)) {
    const tests = rule.Or.map((inner: Partial<ChoiceRule>) => compileChoiceRule(inner));
    return (roots) => tests.some((test) => test(roots));
  }
  if (isObject(rule.Not)) {
    const test = compileChoiceRule(rule.Not as Partial<ChoiceRule>);
    return (roots) => !test(roots);
  }
  return compileComparison(rule);
};

const NOT_COMPARATORS = new Set(['Variable', 'Next', 'Comment', 'Assign', 'Output']);

const compileComparison = (rule: Partial<ChoiceRule>): Test => {
  const variable = String(rule.Variable);
  const path = compilePath(variable);
  const comparator = Object.keys(rule).find((name) => !NOT_COMPARATORS.has(name)) ?? '';
  const operand = rule[comparator] as Json;
  if (comparator === 'IsPresent') return (roots) => (path(roots) !== undefined) === operand;
  const compare = compileComparator(comparator, operand);
  return (roots) => {
    const value = path(roots);
    if (value === undefined)
      throw new StateFailure(
        'States.Runtime',
        `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
      );
    return compare(value, roots);
  };
};

const compileComparator = (comparator: string, operand: Json): ((value: Json, roots: Roots) => boolean) => {
  const typeTest = TYPE_TESTS[comparator];
  if (typeTest) return (value) => typeTest(value) === operand;
  if (comparator === 'StringMatches') {
    const pattern = wildcard(String(operand));
    return (value) => typeof value === 'string' && pattern.test(value);
  }
  const [, kind, order, isPath] = /^(String|Numeric|Boolean|Timestamp)(\w+?)(Path)?$/.exec(comparator) ?? [];
  const holds = ORDERS[order ?? ''];
  if (!kind || !holds) throw new InvalidExpression(`'${comparator}' is not a comparator`);
  const other = isPath ? compilePath(String(operand)) : () => operand;
  return (value, roots) => {
    const one = comparable(kind as Kind, value);
    const two = comparable(kind as Kind, other(roots) ?? null);
    return one !== undefined && two !== undefined && holds(one, two);
  };
};

/** AWS: a value of another type than the comparator's never matches. */
const comparable = (kind: Kind, value: Json): number | string | undefined => {
  if (kind === 'String') return typeof value === 'string' ? value : undefined;
  if (kind === 'Numeric') return typeof value === 'number' ? value : undefined;
  if (kind === 'Boolean') return typeof value === 'boolean' ? Number(value) : undefined;
  return isTimestamp(value) ? Date.parse(value) : undefined;
};

/** `*` stands for any characters, `\*` for itself. */
const wildcard = (pattern: string): RegExp => {
  const source = pattern.replace(/\\\\|\\\*|\*|[.+?^${}()|[\]/]|\\/g, (piece) => {
    if (piece === '*') return '[\\s\\S]*';
    if (piece === '\\*') return '\\*';
    return piece === '\\\\' ? '\\\\' : `\\${piece}`;
  });
  return new RegExp(`^${source}$`);
};
