import { cidrTest } from './cidr.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { wildcardTest } from './wildcard.ts';

type Leaf = string | number | boolean | null;
type Test = (value: Leaf) => boolean;

/** One alternative of a leaf's list. */
export type LeafMatcher = { kind: 'exact'; value: Leaf } | { kind: 'absent' } | { kind: 'test'; test: Test };

export function compileMatcher(rule: unknown): LeafMatcher {
  if (rule === null || typeof rule !== 'object') return { kind: 'exact', value: rule as Leaf };
  if (Array.isArray(rule)) throw new InvalidPattern('Match value must be String, number, true, false, or null');
  const [operator, ...more] = Object.keys(rule);
  if (operator === undefined || more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  const operand = (rule as Record<string, unknown>)[operator];
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
    return operand ? { kind: 'test', test: () => true } : { kind: 'absent' };
  }
  if (operator === 'anything-but') return { kind: 'test', test: anythingBut(operand) };
  const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!compile) throw new InvalidPattern(`Unrecognized match type ${operator}`);
  return { kind: 'test', test: compile(operand, operator) };
}

const onText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const text = (operand: unknown, operator: string): string => {
  if (typeof operand !== 'string') throw new InvalidPattern(`${operator} match pattern must be a string`);
  return operand;
};

const ignoringCase = (operand: unknown): string | undefined => {
  if (typeof operand !== 'object' || operand === null) return undefined;
  const [key, ...more] = Object.keys(operand);
  if (key !== 'equals-ignore-case' || more.length > 0)
    throw new InvalidPattern(`Unsupported anything-but pattern: ${key}`);
  return text((operand as Record<string, unknown>)[key], key).toLowerCase();
};

const affix =
  (test: (value: string, part: string) => boolean) =>
  (operand: unknown, operator: string): Test => {
    const folded = ignoringCase(operand);
    if (folded !== undefined) return onText((value) => test(value.toLowerCase(), folded));
    const part = text(operand, operator);
    return onText((value) => test(value, part));
  };

const equalsIgnoringCase = (operand: unknown, operator: string): Test => {
  const folded = text(operand, operator).toLowerCase();
  return onText((value) => value.toLowerCase() === folded);
};

const operators: Record<string, (operand: unknown, operator: string) => Test> = {
  prefix: affix((value, part) => value.startsWith(part)),
  suffix: affix((value, part) => value.endsWith(part)),
  'equals-ignore-case': equalsIgnoringCase,
  wildcard: (operand, operator) => onText(wildcardTest(text(operand, operator))),
  cidr: (operand, operator) => onText(cidrTest(text(operand, operator))),
  numeric: numericTest,
};

const negatable = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

/** One value, a list of texts or of numbers, or one of the operators on text over one value or a list. */
function anythingBut(operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, ...more] = Object.keys(operand);
    if (!operator || more.length > 0 || !negatable.has(operator)) {
      throw new InvalidPattern(`Unsupported anything-but pattern: ${operator}`);
    }
    const inner = (operand as Record<string, unknown>)[operator];
    const parts = Array.isArray(inner) ? inner : [inner];
    if (parts.length === 0 || parts.some((part) => part === ''))
      throw new InvalidPattern('Null prefix/suffix not allowed');
    const tests = parts.map((part) => (operators[operator] as (typeof operators)[string])(part, operator));
    return (value) => !tests.some((test) => test(value));
  }
  const values = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw new InvalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  const excluded = new Set<unknown>(values);
  return (value) => !excluded.has(value);
}

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** One comparison, or a lower bound followed by an upper one. */
function numericTest(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length === 0) throw new InvalidPattern('Value of numeric must be an array.');
  if (operand.length !== 2 && operand.length !== 4)
    throw new InvalidPattern('Bad numeric range: too many or too few elements');
  const parts: { sign: string; bound: number }[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const [sign, bound] = operand.slice(index, index + 2);
    if (typeof sign !== 'string' || !Object.hasOwn(comparisons, sign))
      throw new InvalidPattern(`Unrecognized numeric range operator: ${sign}`);
    if (typeof bound !== 'number') throw new InvalidPattern(`Value of ${sign} must be numeric`);
    if (Math.abs(bound) > 5e9) throw new InvalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
    parts.push({ sign, bound });
  }
  const [low, high] = parts;
  if (low && high && !(low.sign.startsWith('>') && high.sign.startsWith('<')))
    throw new InvalidPattern('Bad numeric range operator: a lower bound must be followed by an upper one');
  if (low && high && low.bound >= high.bound) throw new InvalidPattern('Bottom must be less than top');
  return (value) =>
    typeof value === 'number' && parts.every(({ sign, bound }) => comparisons[sign]?.(value, bound) ?? false);
}
