import type { Clock } from '../../../clock.ts';
import { resolveIntegration } from '../integrations/resolve.ts';
import { jsonPathQuery } from '../query/json-path-query.ts';
import { jsonataQuery } from '../query/jsonata-query.ts';
import type { FlowDefinition, MachineDefinition, QueryLanguage, StateDefinition } from './asl.ts';
import type { CompiledFlow, CompiledMachine, CompiledState } from './compiled.ts';

/** Compiles every expression, path and Resource of a validated definition; throws where one is not understood. */
export const compileMachine = (definition: MachineDefinition, clock: Clock): CompiledMachine => ({
  definition,
  flow: compileFlow(definition, definition.QueryLanguage ?? 'JSONPath', clock),
});

const compileFlow = (flow: FlowDefinition, language: QueryLanguage, clock: Clock): CompiledFlow => ({
  startAt: flow.StartAt,
  states: new Map(
    Object.entries(flow.States).map(([name, state]) => [name, compileState(name, state, language, clock)]),
  ),
});

/** AWS: a state may be JSONata in a JSONPath machine, never the other way round. */
const compileState = (name: string, state: StateDefinition, inherited: QueryLanguage, clock: Clock): CompiledState => {
  const language = state.QueryLanguage ?? inherited;
  const definition: StateDefinition = { ...state, QueryLanguage: language };
  const processor = state.ItemProcessor ?? state.Iterator;
  const inner = state.Type === 'Map' ? (processor ? [processor] : []) : (state.Branches ?? []);
  const compiled: CompiledState = {
    name,
    definition,
    query: withName(name, () => (language === 'JSONata' ? jsonataQuery(definition, clock) : jsonPathQuery(definition))),
    branches: inner.map((flow) => compileFlow(flow, inherited, clock)),
  };
  const integration = state.Type === 'Task' ? resolveIntegration(state.Resource ?? '') : undefined;
  if (integration) compiled.integration = integration;
  return compiled;
};

const withName = <T>(name: string, compile: () => T): T => {
  try {
    return compile();
  } catch (error) {
    if (error instanceof Error) error.message = `State '${name}': ${error.message}`;
    throw error;
  }
};
