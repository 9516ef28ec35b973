import type { Json, JsonObject } from '../json.ts';
import type { Awaitable, Field, View } from './view.ts';

export interface Effect {
  output: Json;
  /** Variables that the state sets once it is left. */
  assign?: JsonObject;
}

/** One state's data flow in its query language, compiled. Both languages answer the same questions. */
export interface StateQuery {
  /** What the state works on: `Arguments`, or `InputPath` and `Parameters`. */
  argument: Field;
  /** The state's effect once its work has given `value` (its result, or its input where it has none). */
  finish(view: View, value: Json): Awaitable<Effect>;
  /** The effect of the Catch rule at `index`; the view carries `errorOutput`. */
  caught(index: number, view: View): Awaitable<Effect>;
  /** A field that may be an expression (JSONata) or a `…Path` (JSONPath): `TimeoutSeconds`, `Items`, `Cause`, … */
  field(name: string): Field | undefined;
  /** The Choice rule that holds, or undefined for the default. */
  choose(view: View): Awaitable<Choice | undefined>;
}

export interface Choice {
  next: string;
  effect: Effect;
}
