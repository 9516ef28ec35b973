import type { CompiledState } from '../definition/compiled.ts';
import type { Json } from '../json.ts';
import type { View } from '../query/view.ts';
import { StateFailure } from './state-failure.ts';

const LONGEST_SECONDS = 99_999_999;

const wrongType = (name: string, expected: string, state: CompiledState): StateFailure =>
  state.definition.QueryLanguage === 'JSONata'
    ? new StateFailure(
        'States.QueryEvaluationError',
        `The JSONata expression specified for the field '${name}' returned an unexpected result. Expected ${expected}.`,
        name,
      )
    : new StateFailure('States.Runtime', `The path specified for the field '${name}Path' must lead to ${expected}.`);

const evaluate = async (state: CompiledState, name: string, view: View): Promise<Json | undefined> => {
  const field = state.query.field(name);
  return field?.(view);
};

export const text = async (state: CompiledState, name: string, view: View): Promise<string | undefined> => {
  const value = await evaluate(state, name, view);
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, 'a string', state);
};

/** A whole number of seconds (or of anything else), at most AWS's 99,999,999. */
export const seconds = async (
  state: CompiledState,
  name: string,
  view: View,
  { least }: { least: number },
): Promise<number | undefined> => {
  const value = await evaluate(state, name, view);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= LONGEST_SECONDS) return value;
  throw wrongType(name, `an integer from ${least} to ${LONGEST_SECONDS}`, state);
};

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export const timestamp = async (state: CompiledState, name: string, view: View): Promise<number> => {
  const value = await evaluate(state, name, view);
  const instant = typeof value === 'string' && ISO_INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw wrongType(name, 'an RFC 3339 timestamp with a time zone', state);
  return instant;
};

/** The items of a Map. AWS makes of an object, in JSONata, a list of its members as Key and Value. */
export const itemsOf = async (state: CompiledState, view: View, argument: Json): Promise<Json[]> => {
  const value = (await evaluate(state, 'Items', view)) ?? argument;
  if (Array.isArray(value)) return value;
  if (state.definition.QueryLanguage === 'JSONata' && typeof value === 'object' && value !== null)
    return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
  throw wrongType('Items', 'an array', state);
};
