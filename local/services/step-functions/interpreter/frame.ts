import type { Json, JsonObject } from '../json.ts';

/**
 * Where one line of states stands: an execution has one, each branch of a Parallel and each iteration of a Map another.
 * A Standard execution's frames are in the store; from them alone it continues after a restart.
 */
export interface Frame {
  /** `` for the execution itself, `/2` for its third branch, `/2/0` for the first branch inside that. */
  path: string;
  state: string;
  input: Json;
  variables: JsonObject;
  /** Id of the last history event on this line. */
  lastEvent: number;
  /** `$states.context.Map.Item` inside an iteration. */
  item?: { Index: number; Value: Json };
  /** Set while the state is being visited. */
  visit?: Visit;
  /** Set once the line has ended well. */
  done?: { output: Json };
}

export interface Visit {
  enteredAt: number;
  enteredEvent: number;
  /** Attempts used up, one count for each Retry rule. */
  retries: number[];
  /** When a Wait ends, or the next attempt of a Retry begins (ms). */
  due?: number;
  task?: PendingTask;
  /** Whether the branches' start is in the history already. */
  branched?: boolean;
}

/** A Task whose call outlives the process: it waits for a token or for a child execution. */
export interface PendingTask {
  token?: string;
  /** The call was answered; only the callback, or the child's end, is missing. */
  submitted?: boolean;
  answer?: Json;
  /** When TimeoutSeconds runs out (ms). */
  deadline?: number;
  heartbeatSeconds?: number;
}

export const newFrame = (path: string, startAt: string, input: Json, parent?: Frame): Frame => ({
  path,
  state: startAt,
  input,
  variables: parent ? { ...parent.variables } : {},
  lastEvent: parent?.lastEvent ?? 0,
  ...(parent?.item ? { item: parent.item } : {}),
});
