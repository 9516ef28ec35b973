/** What the endpoint and a function's worker say to each other. */

export interface WorkerSetup {
  /** Where the code was unzipped: AWS's /var/task. */
  taskRoot: string;
  /** `index.handler` */
  handler: string;
  endpointUrl: string;
  /** A file of the project whose packages stand in for the AWS SDK that the real runtime brings. */
  packagesFrom: string;
  /** Milliseconds since the epoch, where time is not the system's. */
  clock?: Float64Array | undefined;
  jsonLogs: boolean;
  /** The lowest level that is logged, of LEVELS; text logs have none. */
  level: number;
}

export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

export interface Invocation {
  requestId: string;
  /** The event as JSON text. */
  event: string;
  functionArn: string;
  functionName: string;
  memoryMb: number;
  timeoutMs: number;
  logGroup: string;
  logStream: string;
  clientContext?: string | undefined;
}

/** A failure as Lambda puts it into the answer's payload. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'log'; message: string }
  | { kind: 'result'; payload: string }
  /** `fatal`: the runtime has ended with it, as an unhandled rejection ends it. */
  | { kind: 'error'; error: FunctionError; fatal: boolean };
