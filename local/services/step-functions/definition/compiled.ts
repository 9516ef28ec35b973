import type { Integration } from '../integrations/integration.ts';
import type { StateQuery } from '../query/state-query.ts';
import type { MachineDefinition, StateDefinition } from './asl.ts';

/** A definition made ready to run: every expression and path is compiled once. */
export interface CompiledMachine {
  definition: MachineDefinition;
  flow: CompiledFlow;
}

export interface CompiledFlow {
  startAt: string;
  states: ReadonlyMap<string, CompiledState>;
}

export interface CompiledState {
  name: string;
  definition: StateDefinition;
  query: StateQuery;
  /** The branches of a Parallel, or the one item processor of a Map. */
  branches: readonly CompiledFlow[];
  /** What a Task calls. */
  integration?: Integration;
}
