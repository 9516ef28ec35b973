import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { House } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRequest, Outcome } from './function-runner.ts';
import { LogSink } from './log-sink.ts';
import { type FromWorker, type FunctionError, type Invocation, LEVELS, type WorkerSetup } from './runtime/protocol.ts';

export interface WorkerOptions {
  house: House;
  record: FunctionRecord;
  taskRoot: string;
  bootstrap: string;
  environment: Record<string, string>;
  /** Set where the endpoint's time is not the system's. */
  clock: Float64Array | undefined;
}

type Answer = Exclude<FromWorker, { kind: 'log' }>;

/** AWS gives the start of a function ten seconds of its own, outside the function's timeout. */
const INIT_LIMIT_MS = 10_000;
const LARGEST_RESPONSE = 6_291_556;

/** One warm sandbox: a thread with an environment of its own, that runs one invocation at a time. */
export class FunctionWorker {
  readonly record: FunctionRecord;
  readonly startedAt: number;
  #house: House;
  #worker: Worker;
  #logs: LogSink;
  #settle: ((message: Answer) => void) | undefined;
  #initMs: number | undefined;
  #ready = false;
  #ended = false;

  constructor({ house, record, taskRoot, bootstrap, environment, clock }: WorkerOptions) {
    this.record = record;
    this.#house = house;
    this.startedAt = house.clock.now();
    this.#logs = new LogSink(house, record);
    const setup: WorkerSetup = {
      taskRoot,
      handler: record.handler,
      endpointUrl: house.url,
      packagesFrom: fileURLToPath(import.meta.url),
      clock,
      jsonLogs: record.logging.LogFormat === 'JSON',
      level: LEVELS.indexOf((record.logging.ApplicationLogLevel ?? 'INFO') as (typeof LEVELS)[number]),
    };
    this.#worker = new Worker(bootstrap, {
      name: record.name,
      workerData: setup,
      env: { ...environment, AWS_LAMBDA_LOG_STREAM_NAME: this.#logs.stream },
      execArgv: [],
      stdout: true,
      stderr: true,
      // A small young generation: what a handler leaves behind is collected before it adds up over all warm workers.
      resourceLimits: { maxOldGenerationSizeMb: record.memoryMb, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.unref();
    this.#listen();
  }

  /** False once it has ended; it then takes no further invocation. */
  get alive(): boolean {
    return !this.#ended;
  }

  async invoke(request: FunctionRequest): Promise<Outcome> {
    const { record } = this;
    const began = performance.now();
    if (!this.#ready) {
      const started = await this.#answer(request.requestId, Math.max(INIT_LIMIT_MS, record.timeoutSeconds * 1000));
      this.#initMs = performance.now() - began;
      this.#ready = started.kind === 'ready';
      if (!this.#ready) return this.#finish(request.requestId, started, began);
    }
    const version = { requestId: request.requestId, version: '$LATEST' };
    this.#logs.platform('platform.start', `START RequestId: ${request.requestId} Version: $LATEST`, version);
    const invocation: Invocation = {
      ...request,
      functionArn: record.arn,
      functionName: record.name,
      memoryMb: record.memoryMb,
      timeoutMs: record.timeoutSeconds * 1000,
      logGroup: this.#logs.group,
      logStream: this.#logs.stream,
    };
    const invoked = performance.now();
    const answer = this.#answer(request.requestId, record.timeoutSeconds * 1000);
    this.#worker.postMessage(invocation);
    return this.#finish(request.requestId, await answer, invoked);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#logs.flush();
    void this.#worker.terminate();
  }

  /** The next thing the worker says, its death, or the timeout, whichever is first. */
  #answer(requestId: string, limitMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = this.#house.clock.after(limitMs, () => {
        const text = `Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`;
        this.#logs.write(`${new Date(this.#house.clock.now()).toISOString()} ${requestId} ${text}`);
        const error = { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${text}` };
        this.#settle?.({ kind: 'error', error, fatal: true });
      });
      this.#settle = (message) => {
        this.#settle = undefined;
        timer.cancel();
        if (message.kind === 'error' && message.error.errorMessage.startsWith('Error: Runtime exited'))
          message.error.errorMessage = `RequestId: ${requestId} ${message.error.errorMessage}`;
        if (message.kind === 'error' && message.fatal) this.end();
        resolve(message);
      };
    });
  }

  #finish(requestId: string, answer: Answer, began: number): Outcome {
    const billedMs = this.#report(requestId, performance.now() - began);
    return { ...outcomeOf(answer), billedMs };
  }

  /** Writes the runtime's last lines and answers what is billed: the run, and the start of the sandbox where it was new. */
  #report(requestId: string, durationMs: number): number {
    const { memoryMb } = this.record;
    const billed = Math.ceil(durationMs + (this.#initMs ?? 0));
    const init = this.#initMs === undefined ? '' : `\tInit Duration: ${this.#initMs.toFixed(2)} ms`;
    this.#logs.platform('platform.runtimeDone', `END RequestId: ${requestId}`, { requestId });
    this.#logs.platform(
      'platform.report',
      `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billed} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: ${memoryMb} MB${init}\t`,
      { requestId, metrics: { durationMs, billedDurationMs: billed, memorySizeMB: memoryMb } },
    );
    this.#initMs = undefined;
    this.#logs.flush();
    return billed;
  }

  #listen(): void {
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'log') this.#logs.write(message.message);
      else if (this.#settle) this.#settle(message);
      // An unhandled rejection between two invocations ends the sandbox.
      else if (message.kind === 'error' && message.fatal) this.end();
    });
    this.#worker.on('error', (error: Error & { code?: string }) => {
      const signal = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'signal: killed' : `exit status 1: ${error.message}`;
      this.#died(signal);
    });
    this.#worker.on('exit', (code) => this.#died(`exit status ${code}`));
    // What the runtime itself prints before its streams are patched; unread pipes would keep it in memory.
    this.#worker.stdout.on('data', (chunk: Buffer) => this.#logs.write(chunk.toString('utf8')));
    this.#worker.stderr.on('data', (chunk: Buffer) => this.#logs.write(chunk.toString('utf8')));
  }

  #died(how: string): void {
    this.#ended = true;
    const error = { errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${how}` };
    this.#settle?.({ kind: 'error', error, fatal: true });
  }
}

const outcomeOf = (answer: Answer): Outcome => {
  if (answer.kind === 'error') return { payload: JSON.stringify(answer.error), failed: true };
  if (answer.kind === 'ready') return { payload: 'null', failed: false };
  if (Buffer.byteLength(answer.payload) <= LARGEST_RESPONSE) return { payload: answer.payload, failed: false };
  const error: FunctionError = {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`,
  };
  return { payload: JSON.stringify(error), failed: true };
};
