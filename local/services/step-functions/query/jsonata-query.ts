import type { Clock } from '../../../clock.ts';
import type { ChoiceRule, StateDefinition } from '../definition/asl.ts';
import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { compileTemplate } from './jsonata-template.ts';
import type { Choice, Effect, StateQuery } from './state-query.ts';
import type { Awaitable, Field, View } from './view.ts';

const FIELDS = [
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Seconds',
  'Timestamp',
  'Items',
  'ItemSelector',
  'MaxConcurrency',
  'Error',
  'Cause',
] as const;

type Effects = (view: View, fallback: Json) => Awaitable<Effect>;

/** A state in JSONata: Arguments, Output, Assign, and expressions in the fields that AWS allows them in. */
export const jsonataQuery = (state: StateDefinition, clock: Clock): StateQuery => {
  const compile = (value: Json | undefined, location: string): Field | undefined =>
    value === undefined ? undefined : compileTemplate(value, location, clock);
  const fields = new Map<string, Field>();
  for (const name of FIELDS) {
    const field = compile(state[name] as Json | undefined, name);
    if (field) fields.set(name, field);
  }
  const effect = compileEffects(state, '', clock);
  const catches = (state.Catch ?? []).map((rule, index) => compileEffects(rule, `Catch[${index}]/`, clock));
  const choices = (state.Choices ?? []).map((rule, index) => compileChoice(rule, `Choices[${index}]/`, clock));
  return {
    argument: compile(state.Arguments, 'Arguments') ?? ((view) => view.input),
    finish: effect,
    caught: (index, view) => effectAt(catches, index)(view, view.errorOutput ?? null),
    field: (name) => fields.get(name),
    async choose(view) {
      for (const choice of choices) {
        const taken = await choice(view);
        if (taken) return taken;
      }
      return undefined;
    },
  };
};

const effectAt = (effects: Effects[], index: number): Effects => effects[index] ?? ((_view, output) => ({ output }));

/** Output and Assign are evaluated side by side: neither sees what the other sets. */
const compileEffects = (holder: { Output?: Json; Assign?: JsonObject }, prefix: string, clock: Clock): Effects => {
  const output = holder.Output === undefined ? undefined : compileTemplate(holder.Output, `${prefix}Output`, clock);
  const assign = holder.Assign === undefined ? undefined : compileTemplate(holder.Assign, `${prefix}Assign`, clock);
  if (!output && !assign) return (_view, fallback) => ({ output: fallback });
  return async (view, fallback) => {
    const effect: Effect = { output: output ? await output(view) : fallback };
    const assigned = assign && (await assign(view));
    if (isObject(assigned)) effect.assign = assigned;
    return effect;
  };
};

const compileChoice = (rule: ChoiceRule, prefix: string, clock: Clock) => {
  const condition = compileTemplate(rule.Condition ?? false, `${prefix}Condition`, clock);
  const effect = compileEffects(rule, prefix, clock);
  return async (view: View): Promise<Choice | undefined> => {
    const holds = await condition(view);
    if (typeof holds !== 'boolean') {
      throw new StateFailure(
        'States.QueryEvaluationError',
        `The JSONata expression specified for the field '${prefix}Condition' returned an unexpected result type. Expected 'boolean', but was '${typeName(holds)}'.`,
        `${prefix}Condition`,
      );
    }
    return holds ? { next: rule.Next, effect: await effect(view, view.input) } : undefined;
  };
};

const typeName = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
