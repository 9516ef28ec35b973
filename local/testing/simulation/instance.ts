import type { Clock, Timer } from '../../clock.ts';
import type { HttpResponse } from '../../gateway/service.ts';
import type { FunctionRecord } from '../../services/lambda/function-record.ts';
import type { FunctionRequest, Outcome } from '../../services/lambda/function-runner.ts';
import { errorShape } from '../../services/lambda/runtime/error-shape.ts';
import type { CompiledFunction } from './compiled-function.ts';
import { type Handler, Sandbox } from './sandbox.ts';
import type { Outgoing } from './sandbox-http.ts';

export interface InstanceOptions {
  record: FunctionRecord;
  code: CompiledFunction;
  clock: Clock;
  environment: Record<string, string>;
  /** Takes a request of this instance to the endpoint. */
  send: (from: Instance, request: Outgoing) => Promise<HttpResponse>;
}

const EXITED = { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: killed' };

/** One sandbox of a function, one invocation at a time. It can be killed at any moment, and then never acts again. */
export class Instance {
  readonly record: FunctionRecord;
  /** Not renewed with a run: one that a run started late, after a day, serves the late hours of the next. */
  readonly startedAt: number;
  alive = true;
  #options: InstanceOptions;
  #sandbox: Sandbox;
  #handler: Promise<Handler> | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.record = options.record;
    this.startedAt = options.clock.now();
    this.#sandbox = new Sandbox(options.clock, options.environment, (request) => this.#send(request));
  }

  /** What the code has written to its log. */
  get lines(): readonly string[] {
    return this.#sandbox.lines;
  }

  invoke(request: FunctionRequest): Promise<Outcome> {
    const { clock } = this.#options;
    const seconds = this.record.timeoutSeconds;
    return new Promise((resolve) => {
      const text = `RequestId: ${request.requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
      const timeout = () => this.#die({ errorType: 'Sandbox.Timedout', errorMessage: text });
      const timer: Timer = clock.after(seconds * 1000, timeout);
      this.#settle = (outcome) => {
        this.#settle = undefined;
        timer.cancel();
        this.#sandbox.time.sleep();
        resolve(outcome);
      };
      this.#sandbox.time.wake();
      void this.#run(request, clock.now() + seconds * 1000);
    });
  }

  /** For a new run: whoever finds it warm can tell no difference from a cold start but in what its modules remember. */
  renew(): void {
    this.#sandbox.time.renew();
    this.#sandbox.lines.length = 0;
  }

  /** Ends it in the middle of whatever it does; who invoked it learns that the runtime exited. */
  kill(): void {
    this.#die(EXITED);
  }

  async #run(request: FunctionRequest, deadline: number): Promise<void> {
    try {
      this.#handler ??= this.#sandbox.load(this.#options.code, this.record.handler);
      const handler = await this.#handler;
      const result = await handler(JSON.parse(request.event), this.#context(request, deadline));
      this.#settle?.({ payload: JSON.stringify(result) ?? 'null', failed: false });
    } catch (thrown) {
      this.#settle?.({ payload: JSON.stringify(errorShape(thrown)), failed: true });
    }
  }

  #die(error: { errorType: string; errorMessage: string }): void {
    if (!this.alive) return;
    this.alive = false;
    this.#sandbox.time.end();
    this.#settle?.({ payload: JSON.stringify(error), failed: true });
  }

  /** What a dead sandbox sends never leaves it, and what it is sent never reaches it. */
  async #send(request: Outgoing): Promise<HttpResponse> {
    if (!this.alive) return new Promise(() => {});
    const [answer] = await Promise.allSettled([this.#options.send(this, request)]);
    if (!this.alive) return new Promise(() => {});
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  #context({ requestId }: FunctionRequest, deadline: number): unknown {
    const { name, arn, memoryMb } = this.record;
    return {
      ...{ functionName: name, functionVersion: '$LATEST', invokedFunctionArn: arn, awsRequestId: requestId },
      memoryLimitInMB: String(memoryMb),
      getRemainingTimeInMillis: () => Math.max(0, deadline - this.#options.clock.now()),
    };
  }
}
