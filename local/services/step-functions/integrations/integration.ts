import type { Json } from '../json.ts';

/** How a Task reaches the other services: as the state machine's role. */
export interface Door {
  readonly region: string;
  call(service: string, operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The description of an execution once it has ended; rejects never, `signal` stops the wait. */
  executionEnded(executionArn: string, then: () => void): () => void;
}

export interface Integration {
  /** As the history shows it: `lambda` and `invoke.waitForTaskToken`. */
  resourceType: string;
  resource: string;
  pattern: 'request' | 'token' | 'sync';
  /** A Lambda ARN as Resource has events of its own: LambdaFunctionScheduled, … */
  lambdaEvents?: boolean;
  /** Throws a StateFailure with the error name AWS gives. */
  call(argument: Json, door: Door): Promise<Json>;
  /** For `sync`: the execution that the answer names. */
  childOf?(answer: Json): string;
  /** For `sync`: the result once the child has ended. */
  childResult?(answer: Json, door: Door): Promise<Json>;
}
