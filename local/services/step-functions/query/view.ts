import type { Json, JsonObject } from '../json.ts';

/** What the expressions of one state can see. */
export interface View {
  input: Json;
  /** `$states.context`, `$$` in JSONPath. */
  context: JsonObject;
  variables: JsonObject;
  result?: Json;
  errorOutput?: Json;
}

export type Awaitable<T> = T | Promise<T>;

/** A compiled field: a constant answers at once, an expression may answer later. */
export type Field<T = Json> = (view: View) => Awaitable<T>;
