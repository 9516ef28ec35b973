import type { House } from '../gateway/service.ts';

/** The longest that an answer waits for an operation: callers poll again. */
const LONGEST_HOLD = 20_000;

/** How long a failure's answer waits for a poll of the events, and then for those of nested stacks. */
const FOR_EVENTS = 5_000;
const FOR_NESTED_EVENTS = 300;

/**
 * The stack operations that run now. Those who ask for a stack's status get their answer once it is settled, instead of
 * `IN_PROGRESS` and another question five seconds later.
 */
export class RunningOperations {
  #house: House;
  #running = new Map<string, Promise<void>>();
  #eventReaders = new Map<string, () => void>();

  constructor(house: House) {
    this.#house = house;
  }

  has = (stackId: string): boolean => this.#running.has(stackId);

  begin(stackId: string, run: () => Promise<void>): void {
    const running = this.#house.activity.track(run).finally(() => this.#running.delete(stackId));
    this.#running.set(stackId, running);
  }

  /** Resolves when no operation runs on the stack, or at the longest after LONGEST_HOLD. */
  async settled(stackId: string, hasFailed: () => boolean, signal: AbortSignal | undefined): Promise<void> {
    const running = this.#running.get(stackId);
    if (!running) return;
    await Promise.race([running, this.#pause(LONGEST_HOLD, signal)]);
    // The CDK stops polling the events as soon as it knows the outcome, and then tells only the reasons it has seen.
    if (this.#running.has(stackId) || !hasFailed()) return;
    const read = new Promise<void>((resolve) => this.#eventReaders.set(stackId, resolve));
    await Promise.race([read, this.#pause(FOR_EVENTS, signal)]);
    this.#eventReaders.delete(stackId);
    await this.#pause(FOR_NESTED_EVENTS, signal);
  }

  eventsRead(stackId: string): void {
    if (!this.#running.has(stackId)) this.#eventReaders.get(stackId)?.();
  }

  #pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#house.clock.after(milliseconds, resolve);
      signal?.addEventListener('abort', () => {
        timer.cancel();
        resolve();
      });
    });
  }
}
