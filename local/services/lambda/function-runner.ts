import type { House } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';
import type { FunctionRecord } from './function-record.ts';

export interface FunctionRequest {
  requestId: string;
  /** JSON text. */
  event: string;
  clientContext?: string | undefined;
}

/** What came of an invocation: JSON text, and whether it is an error. */
export interface Outcome {
  payload: string;
  failed: boolean;
  /** Whole milliseconds as they passed here, with the start of the sandbox; absent where runs are replayed and take none. */
  billedMs?: number;
}

/** What runs the code of functions. The endpoint's own are worker threads; who wants to replay a run brings another. */
export interface FunctionRunner {
  run(record: FunctionRecord, request: FunctionRequest): Promise<Outcome>;
  /** Ends what is warm of a function that was changed or deleted. */
  forget(name: string): void;
  /** Cuts off what is running: what it was doing is either persisted or its caller's to repeat. */
  stop(): void;
}

export type MakeFunctionRunner = (house: House, book: FunctionBook) => FunctionRunner;
