import { type Meets, type Operator, operatorOf } from './condition-operators.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

/** What a request says about itself: condition keys in lower case, to one or more values. Undefined: it has no such key. */
export type RequestContext = (key: string) => string | readonly string[] | undefined;

export type Condition = (context: RequestContext) => boolean;

/** All operators of a block must hold, and all keys of an operator. */
export const compileConditions = (
  block: Statement['Condition'],
  version: PolicyDocument['Version'],
): Condition | undefined => {
  if (block === undefined) return undefined;
  const tests = Object.entries(block).flatMap(([name, keys]) => {
    const operator = operatorOf(name);
    if (!operator) throw new Error(`${name} passed the grammar and is no operator.`);
    return Object.entries(keys).map(([key, operands]) =>
      compileTest(operator, key.toLowerCase(), operands, version === '2012-10-17'),
    );
  });
  return (context) => tests.every((test) => test(context));
};

const compileTest = (operator: Operator, key: string, operands: string[], variables: boolean): Condition => {
  const { kind, negated, ifExists, over } = operator;
  if (!kind) {
    const wanted = operands.map((operand) => operand.toLowerCase() === 'true');
    return (context) => wanted.includes(valuesOf(context(key)).length === 0);
  }
  const meets = operands.flatMap((operand) => kind.compile(operand, variables && kind.variables === true) ?? []);
  const holds = (value: string, context: RequestContext) =>
    meets.some((one: Meets) => one(value, (name) => valuesOf(context(name))[0])) !== negated;
  return (context) => {
    const values = valuesOf(context(key));
    if (values.length === 0) return ifExists || over === 'ForAllValues' || (negated && over === undefined);
    // Without a qualifier a key has one value; were there several, none may break a negation.
    const all = over === 'ForAllValues' || (over === undefined && negated);
    return all ? values.every((value) => holds(value, context)) : values.some((value) => holds(value, context));
  };
};

const valuesOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
