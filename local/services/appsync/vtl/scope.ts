import type { Run } from '../execution/run.ts';

/** What one evaluation of a template has at hand. */
export interface Scope {
  run: Run;
  variables: Map<string, unknown>;
  out: string[];
  returned: { value: unknown } | undefined;
}

export type Evaluate = (scope: Scope) => unknown;
/** Writes to `scope.out`. `break` leaves the nearest #foreach, `return` the template. */
export type Emit = (scope: Scope) => 'break' | 'return' | undefined;
