import { availableParallelism } from 'node:os';
import { type Clock, systemClock } from '../../clock.ts';
import type { House } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';
import { functionEnvironment } from './function-environment.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRequest, FunctionRunner, Outcome } from './function-runner.ts';
import { FunctionWorker } from './function-worker.ts';
import { RoleCredentials } from './role-credentials.ts';
import { runtimeFile } from './runtime-file.ts';

/**
 * At most so many invocations of one function at a time; further ones wait their turn (AWS would throttle at 1,000). A
 * worker with an SDK in it takes some 25 MB and a tenth of a second to start: more than there are cores for win nothing.
 */
const CONCURRENCY = Math.min(4, Math.max(2, availableParallelism()));
/** By the machine's time: as long as a worker takes to start, it is better to wait for one that is busy. */
const PATIENCE_MS = 100;
/**
 * Warm workers kept for the next invocation, of all functions together; the least recently used one ends first. Each holds
 * some 30 MB, and under load six are enough. Tests keep more: a flow of twenty functions starts each of them anew where
 * eight are kept, at a tenth of a second every time.
 */
const MOST_IDLE = Number(process.env.RESTOCK_WARM_FUNCTIONS ?? 8);
/** By the machine's time, whose memory it is about: a test lets hours pass in a second, and would start all anew each time. */
const IDLE_MS = 2 * 60_000;
/** A worker ends well before its credentials do. AWS replaces sandboxes after some hours as well. */
const LIFETIME_MS = 5 * 3_600_000;

interface Idle {
  worker: FunctionWorker;
  timer: NodeJS.Timeout;
}

interface Lane {
  busy: number;
  waiting: (() => void)[];
}

/** The warm workers of all functions. */
export class WorkerPool implements FunctionRunner {
  #house: House;
  #book: FunctionBook;
  #credentials: RoleCredentials;
  #lanes = new Map<string, Lane>();
  /** Least recently used first. */
  #idle: Idle[] = [];
  #busy = new Set<FunctionWorker>();
  #bootstrap: string | undefined;
  #sharedTime: Float64Array | undefined;

  constructor(house: House, book: FunctionBook) {
    this.#house = house;
    this.#book = book;
    this.#credentials = new RoleCredentials(house);
    this.#sharedTime = sharedTime(house.clock);
  }

  /** Runs one invocation on a warm worker, or on a new one. */
  async run(record: FunctionRecord, request: FunctionRequest): Promise<Outcome> {
    const lane = this.#lane(record.name);
    await this.#turn(lane, record);
    // The configuration may have changed while this waited.
    const worker = this.#take(this.#book.find(record.name) ?? record);
    this.#busy.add(worker);
    try {
      if (this.#sharedTime) this.#sharedTime[0] = this.#house.clock.now();
      return await worker.invoke(request);
    } finally {
      this.#busy.delete(worker);
      this.#giveBack(worker);
      const next = lane.waiting.shift();
      if (next) next();
      else lane.busy -= 1;
    }
  }

  /** Ends the idle workers of a function that was changed or deleted. */
  forget(name: string): void {
    for (const entry of this.#idle.filter(({ worker }) => worker.record.name === name)) this.#drop(entry);
  }

  /** What is running is cut off: what it was doing is either persisted or its caller's to repeat. */
  stop(): void {
    for (const entry of [...this.#idle]) this.#drop(entry);
    for (const worker of this.#busy) worker.end();
  }

  get idleWorkers(): number {
    return this.#idle.length;
  }

  /** Resolves when a worker may be taken: a warm one at once, another when those there are stay busy. */
  async #turn(lane: Lane, { name, reservedConcurrency = CONCURRENCY }: FunctionRecord): Promise<void> {
    const isWarm = this.#idle.some(({ worker }) => worker.record.name === name);
    if (lane.busy === 0 || (isWarm && lane.busy < reservedConcurrency)) {
      lane.busy += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      lane.waiting.push(resolve);
      setTimeout(() => {
        const at = lane.waiting.indexOf(resolve);
        if (at < 0 || lane.busy >= reservedConcurrency) return;
        lane.waiting.splice(at, 1);
        lane.busy += 1;
        resolve();
      }, PATIENCE_MS);
    });
  }

  #lane(name: string): Lane {
    const lane = this.#lanes.get(name) ?? { busy: 0, waiting: [] };
    this.#lanes.set(name, lane);
    return lane;
  }

  #take(record: FunctionRecord): FunctionWorker {
    // The most recently used one, so that surplus workers grow old and end.
    for (const entry of this.#idle.filter(({ worker }) => worker.record.name === record.name).reverse()) {
      if (!this.#usable(entry.worker, record)) {
        this.#drop(entry);
        continue;
      }
      this.#unlist(entry);
      return entry.worker;
    }
    this.#bootstrap ??= runtimeFile(this.#house.folder('lambda'));
    const taskRoot = this.#book.codeFolder(record);
    return new FunctionWorker({
      house: this.#house,
      record,
      taskRoot,
      bootstrap: this.#bootstrap,
      environment: {
        ...functionEnvironment(this.#house, record, taskRoot),
        ...this.#credentials.environment(record),
        // Answers carry the machine's time. An SDK that took it for the right one would repeat calls that fail.
        ...(this.#sharedTime && { AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true' }),
      },
      clock: this.#sharedTime,
    });
  }

  #usable(worker: FunctionWorker, record: FunctionRecord): boolean {
    const old = this.#house.clock.now() - worker.startedAt > LIFETIME_MS;
    return worker.alive && !old && worker.record.revisionId === record.revisionId;
  }

  #giveBack(worker: FunctionWorker): void {
    const record = this.#book.find(worker.record.name);
    if (!record || !this.#usable(worker, record)) {
      worker.end();
      return;
    }
    const entry: Idle = { worker, timer: setTimeout(() => this.#drop(entry), IDLE_MS).unref() };
    this.#idle.push(entry);
    if (this.#idle.length > MOST_IDLE && this.#idle[0]) this.#drop(this.#idle[0]);
  }

  #unlist(entry: Idle): void {
    clearTimeout(entry.timer);
    const at = this.#idle.indexOf(entry);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #drop(entry: Idle): void {
    this.#unlist(entry);
    entry.worker.end();
  }
}

/** Memory through which workers read a clock that is not the system's. */
const sharedTime = (clock: Clock): Float64Array | undefined =>
  clock === systemClock ? undefined : new Float64Array(new SharedArrayBuffer(8));
