import type { CompiledState } from '../definition/compiled.ts';
import type { JsonObject } from '../json.ts';
import type { View } from '../query/view.ts';
import type { Frame, Visit } from './frame.ts';
import type { Run } from './run.ts';

/** The context object and variables as the expressions of the state being visited see them. */
export const viewOf = (run: Run, state: CompiledState, frame: Frame, visit: Visit): View => {
  const context: JsonObject = {
    ...run.context,
    State: {
      Name: state.name,
      EnteredTime: new Date(visit.enteredAt).toISOString(),
      RetryCount: visit.retries.reduce((sum, count) => sum + count, 0),
    },
  };
  if (frame.item) context.Map = { Item: { Index: frame.item.Index, Value: frame.item.Value } };
  if (visit.task?.token) context.Task = { Token: visit.task.token };
  return { input: frame.input, context, variables: frame.variables };
};
