import type { ChoiceRule, StateDefinition } from '../definition/asl.ts';
import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { compileChoiceRule } from './choice-rule.ts';
import { placeAt, type Roots } from './json-path.ts';
import { compilePathExpression } from './path-expression.ts';
import { compilePathTemplate } from './path-template.ts';
import type { Effect, StateQuery } from './state-query.ts';
import type { Field, View } from './view.ts';

const HAS_RESULT = new Set(['Task', 'Parallel', 'Map']);
const HAS_RESULT_PATH = new Set([...HAS_RESULT, 'Pass']);
/** JSONPath puts the expression into a field of its own: `TimeoutSecondsPath`. */
const PATH_FIELDS = [
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Seconds',
  'Timestamp',
  'Items',
  'MaxConcurrency',
  'Error',
  'Cause',
];

const rootsOf = ({ context, variables }: View, $: Json): Roots => ({ $, $$: context, variables });

/** A state in JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath and the fields named …Path. */
export const jsonPathQuery = (state: StateDefinition): StateQuery => {
  const inputOf = filter(state.InputPath);
  const outputOf = filter(state.OutputPath);
  const parameters =
    state.Parameters === undefined || state.Type === 'Map' ? undefined : compilePathTemplate(state.Parameters);
  const selector =
    HAS_RESULT.has(state.Type) && state.ResultSelector ? compilePathTemplate(state.ResultSelector) : undefined;
  const resultPath = HAS_RESULT_PATH.has(state.Type) ? checked(state.ResultPath) : undefined;
  const fields = compileFields(state, inputOf);
  const assign = compileAssign(state.Assign);
  const catches = (state.Catch ?? []).map((rule) => ({
    path: checked(rule.ResultPath),
    assign: compileAssign(rule.Assign),
  }));
  const choices = (state.Choices ?? []).map((rule) => compileRule(rule));
  return {
    argument(view) {
      const input = inputOf(view, view.input);
      return parameters ? parameters(rootsOf(view, input)) : input;
    },
    finish(view, value) {
      const selected = selector ? selector(rootsOf(view, value)) : value;
      const placed = HAS_RESULT_PATH.has(state.Type) ? combine(resultPath, view.input, selected) : selected;
      return effect(outputOf(view, placed), assign?.(rootsOf(view, HAS_RESULT.has(state.Type) ? value : view.input)));
    },
    caught(index, view) {
      const rule = catches[index];
      const error = view.errorOutput ?? null;
      return effect(combine(rule?.path, view.input, error), rule?.assign?.(rootsOf(view, error)));
    },
    field: (name) => fields.get(name),
    choose(view) {
      const roots = rootsOf(view, inputOf(view, view.input));
      const rule = choices.find(({ holds }) => holds(roots));
      return rule && { next: rule.next, effect: effect(outputOf(view, roots.$), rule.assign?.(roots)) };
    },
  };
};

/** InputPath and OutputPath: `$` where absent, an empty object where null. */
const filter = (path: string | null | undefined): ((view: View, value: Json) => Json) => {
  if (path === null) return () => ({});
  if (path === undefined || path === '$') return (_view, value) => value;
  const expression = compilePathExpression(path, 'States.Runtime');
  return (view, value) => expression(rootsOf(view, value));
};

/** A ResultPath, tried once so that a malformed one is refused with the definition. */
const checked = (path: string | null | undefined): string | null | undefined => {
  if (typeof path === 'string') placeAt(path, null, null);
  return path;
};

const combine = (path: string | null | undefined, input: Json, value: Json): Json => {
  if (path === null) return input;
  const placed = placeAt(path ?? '$', input, value);
  if (placed !== undefined) return placed;
  throw new StateFailure(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${path} to the input of the state`,
  );
};

const compileAssign = (assign: JsonObject | undefined) => {
  const template = assign && compilePathTemplate(assign);
  return (
    template &&
    ((roots: Roots): JsonObject | undefined => {
      const assigned = template(roots);
      return isObject(assigned) ? assigned : undefined;
    })
  );
};

const effect = (output: Json, assign: JsonObject | undefined): Effect => (assign ? { output, assign } : { output });

const compileRule = (rule: ChoiceRule) => ({
  next: rule.Next,
  holds: compileChoiceRule(rule),
  assign: compileAssign(rule.Assign),
});

const compileFields = (state: StateDefinition, inputOf: (view: View, value: Json) => Json): Map<string, Field> => {
  const fields = new Map<string, Field>();
  for (const name of PATH_FIELDS) {
    const literal = state[name] as Json | undefined;
    const path = state[`${name}Path`];
    if (literal !== undefined) fields.set(name, () => literal);
    if (typeof path !== 'string') continue;
    const expression = compilePathExpression(path, 'States.Runtime');
    fields.set(name, (view) => expression(rootsOf(view, inputOf(view, view.input))));
  }
  const selector = state.ItemSelector ?? (state.Type === 'Map' ? state.Parameters : undefined);
  if (selector !== undefined) {
    const template = compilePathTemplate(selector);
    fields.set('ItemSelector', (view) => template(rootsOf(view, inputOf(view, view.input))));
  }
  return fields;
};
