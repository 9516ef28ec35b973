import jsonata, { type ExprNode } from 'jsonata';
import type { Clock } from '../../../clock.ts';
import { StateFailure } from '../interpreter/state-failure.ts';
import type { Json } from '../json.ts';
import { registerFunctions } from './jsonata-functions.ts';
import { followPlainPath, plainPath } from './plain-path.ts';
import type { Field, View } from './view.ts';

/** An expression that cannot be compiled; the definition is refused with its message. */
export class InvalidExpression extends Error {
  override name = 'InvalidExpression';
}

export const isExpression = (text: string): boolean => text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;

/** Compiles `{% … %}`. `location` is the field's path within the state, as AWS names it in errors. */
export const compileExpression = (text: string, location: string, clock: Clock): Field => {
  const source = text.slice(2, -2).trim();
  const expression = parseExpression(source, location);
  const ast = expression.ast();
  if (callsEval(ast)) throw new InvalidExpression(`$eval is not supported in ${location}; use $parse for JSON text`);
  registerFunctions(expression, clock);
  const path = plainPath(ast);
  return (view) => {
    const bindings = bindingsOf(view);
    const direct = path && followPlainPath(path, bindings);
    return direct ?? evaluate(expression, source, bindings, location);
  };
};

const parseExpression = (source: string, location: string): jsonata.Expression => {
  try {
    return jsonata(source);
  } catch (error) {
    throw new InvalidExpression(`The JSONata expression '${source}' in ${location} is invalid: ${describe(error)}`);
  }
};

const evaluate = async (
  expression: jsonata.Expression,
  source: string,
  bindings: Record<string, unknown>,
  location: string,
): Promise<Json> => {
  let value: unknown;
  try {
    value = await expression.evaluate(undefined, bindings);
  } catch (error) {
    throw new StateFailure(
      'States.QueryEvaluationError',
      `The JSONata expression '${source}' specified for the field '${location}' threw an error during evaluation. ${describe(error)}`,
      location,
    );
  }
  const result = plainJson(value);
  if (result !== undefined) return result;
  const reason = value === undefined ? 'returned nothing (undefined).' : 'returned an unsupported result type.';
  throw new StateFailure(
    'States.QueryEvaluationError',
    `The JSONata expression '${source}' specified for the field '${location}' ${reason}`,
    location,
  );
};

const bindingsOf = (view: View): Record<string, unknown> => {
  const states: Record<string, unknown> = { input: view.input, context: view.context };
  if (view.result !== undefined) states.result = view.result;
  if (view.errorOutput !== undefined) states.errorOutput = view.errorOutput;
  return { ...view.variables, states };
};

/** JSONata marks its arrays with properties of its own; a state's data must be JSON and nothing else. */
const plainJson = (value: unknown): Json | undefined => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) return plainArray(value);
  if (typeof value !== 'object' || isFunction(value)) return undefined;
  const copy: { [key: string]: Json } = {};
  for (const [key, member] of Object.entries(value)) {
    const plain = plainJson(member);
    if (plain !== undefined) copy[key] = plain;
  }
  return copy;
};

const plainArray = (array: unknown[]): Json[] => array.map((element) => plainJson(element) ?? null);

const isFunction = (value: object): boolean => '_jsonata_function' in value || '_jsonata_lambda' in value;

const callsEval = (node: ExprNode | unknown): boolean => {
  if (typeof node !== 'object' || node === null) return false;
  const { type, value } = node as ExprNode;
  if (type === 'variable' && value === 'eval') return true;
  return Object.values(node).some(callsEval);
};

/** AWS prefixes JSONata's own error code: `T2001: The left side of the + operator must evaluate to a number`. */
const describe = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? `${code}: ${String(message)}` : String(message);
};
