import type { House } from '../../../gateway/service.ts';
import type { Door } from '../integrations/integration.ts';
import type { JsonObject } from '../json.ts';
import type { Journal } from './journal.ts';

export interface TokenOutcome {
  /** JSON text. */
  output?: string;
  failure?: { error?: string; cause?: string };
}

/** Task tokens as a Task state needs them. */
export interface Callbacks {
  issue(path: string, heartbeatSeconds: number | undefined): string;
  /** Calls back at once where the outcome came before. */
  listen(token: string, onOutcome: (outcome: TokenOutcome) => void, onHeartbeat: (due: number) => void): () => void;
  heartbeatDue(token: string): number | undefined;
  close(token: string): void;
}

/** One execution while it is interpreted. */
export interface Run {
  readonly house: House;
  readonly journal: Journal;
  readonly callbacks: Callbacks;
  readonly door: Door;
  /** `Execution` and `StateMachine` of the context object. */
  readonly context: JsonObject;
  /** Told of every state that begins, and begins again: what AWS bills of a Standard execution. */
  countTransition(): void;
  /** Runs a line of states, counted as work of the endpoint. */
  work<T>(line: () => Promise<T>): Promise<T>;
  /** Runs `wait` without counting this line of states as work of the endpoint. */
  pause<T>(wait: () => Promise<T>): Promise<T>;
}
