import { randomUUID } from 'node:crypto';
import type { Timer } from '../../clock.ts';
import type { House } from '../../gateway/service.ts';
import { deliver } from './destination.ts';
import type { FunctionBook } from './function-book.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRunner, Outcome } from './function-runner.ts';
import type { InvokeConfigs } from './invoke-config.ts';
import { runFunction } from './run-function.ts';

interface Waiting {
  id: string;
  functionName: string;
  event: string;
  acceptedAt: number;
  dueAt: number;
  /** Attempts made so far. */
  attempts: number;
}

/** A failed asynchronous invocation is tried again after one minute, and once more after two. */
const RETRY_AFTER_MS = [60_000, 120_000];

/** Asynchronous invocations: accepted ones are in the store before the caller hears of it, so a restart loses none. */
export class AsyncQueue {
  #house: House;
  #book: FunctionBook;
  #pool: FunctionRunner;
  #configs: InvokeConfigs;
  #waiting;
  #timers = new Map<string, Timer>();
  #stopped = false;

  constructor(house: House, book: FunctionBook, pool: FunctionRunner, configs: InvokeConfigs) {
    this.#house = house;
    this.#book = book;
    this.#pool = pool;
    this.#configs = configs;
    this.#waiting = house.store.collection<Waiting>('lambda.async-invocation');
  }

  add(record: FunctionRecord, event: string): void {
    const now = this.#house.clock.now();
    const waiting = { id: randomUUID(), functionName: record.name, event, acceptedAt: now, dueAt: now, attempts: 0 };
    this.#waiting.put(waiting.id, waiting);
    this.#schedule(waiting);
  }

  start(): void {
    for (const [, waiting] of this.#waiting.entries()) this.#schedule(waiting);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #schedule(waiting: Waiting): void {
    const delay = waiting.dueAt - this.#house.clock.now();
    if (delay <= 0) {
      void this.#house.activity.track(() => this.#attempt(waiting));
      return;
    }
    const timer = this.#house.clock.after(delay, () => {
      this.#timers.delete(waiting.id);
      void this.#house.activity.track(() => this.#attempt(waiting));
    });
    this.#timers.set(waiting.id, timer);
  }

  async #attempt(waiting: Waiting): Promise<void> {
    const record = this.#book.find(waiting.functionName);
    if (!record) return void this.#waiting.delete(waiting.id);
    const outcome = await this.#run(record, waiting);
    if (this.#stopped) return;
    const attempts = waiting.attempts + 1;
    const config = this.#configs.get(record.name);
    const age = this.#house.clock.now() - waiting.acceptedAt;
    const retry = RETRY_AFTER_MS[attempts - 1];
    const mayRetry = attempts <= config.MaximumRetryAttempts && retry !== undefined;
    if (outcome.failed && mayRetry && age + retry <= config.MaximumEventAgeInSeconds * 1000) {
      const later = { ...waiting, attempts, dueAt: this.#house.clock.now() + retry };
      this.#waiting.put(later.id, later);
      return this.#schedule(later);
    }
    await this.#conclude(record, { ...waiting, attempts }, outcome, mayRetry);
    this.#waiting.delete(waiting.id);
  }

  async #run(record: FunctionRecord, { event, id }: Waiting): Promise<Outcome> {
    try {
      return await runFunction(this.#pool, record, event, { requestId: id });
    } catch (error) {
      const { name, message } = error as Error;
      return { failed: true, payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  }

  /** Sends word to the destinations, as the Lambda guide describes their records. */
  async #conclude(record: FunctionRecord, waiting: Waiting, outcome: Outcome, expired: boolean): Promise<void> {
    const { DestinationConfig } = this.#configs.get(record.name);
    const target = outcome.failed ? DestinationConfig.OnFailure?.Destination : DestinationConfig.OnSuccess?.Destination;
    const condition = outcome.failed ? (expired ? 'EventAgeExceeded' : 'RetriesExhausted') : 'Success';
    if (target) {
      const message = {
        version: '1.0',
        timestamp: new Date(this.#house.clock.now()).toISOString(),
        requestContext: {
          requestId: waiting.id,
          functionArn: `${record.arn}:$LATEST`,
          condition,
          approximateInvokeCount: waiting.attempts,
        },
        requestPayload: JSON.parse(waiting.event),
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(outcome.failed && { functionError: 'Unhandled' }),
        },
        responsePayload: JSON.parse(outcome.payload),
      };
      await deliver(
        this.#house,
        record,
        target,
        message,
        `Lambda Function Invocation Result - ${outcome.failed ? 'Failure' : 'Success'}`,
      );
    }
    if (outcome.failed && record.deadLetterArn)
      await deliver(this.#house, record, record.deadLetterArn, JSON.parse(waiting.event), '');
  }
}
