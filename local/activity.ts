/**
 * Knows whether the endpoint has work left that needs no further input and no passing of time.
 * Tests drain until idle instead of sleeping.
 *
 * A service either tracks a piece of work (`track`, `begin`) or registers a backlog: a function that counts
 * what waits for someone to pick it up now (visible messages with a consumer, unread stream records).
 * What waits for a timer, a task token or a person is not work left.
 */
export class Activity {
  #running = 0;
  #backlogs = new Set<() => number>();
  #waiters = new Set<() => void>();

  /** Counts work as running until the returned function is called (once; later calls do nothing). */
  begin(): () => void {
    this.#running += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#running -= 1;
      this.changed();
    };
  }

  async track<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
    const end = this.begin();
    try {
      return await (typeof work === 'function' ? work() : work);
    } finally {
      end();
    }
  }

  addBacklog(count: () => number): () => void {
    this.#backlogs.add(count);
    return () => void this.#backlogs.delete(count);
  }

  /** To be called when a backlog may have emptied without any tracked work ending. */
  changed(): void {
    if (this.#running > 0) return;
    for (const wake of this.#waiters) wake();
  }

  isIdle(): boolean {
    if (this.#running > 0) return false;
    for (const count of this.#backlogs) if (count() > 0) return false;
    return true;
  }

  /** Resolves once nothing is left to do and a whole turn of the event loop has brought nothing new. */
  async idle(): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (!this.isIdle()) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            this.#waiters.delete(wake);
            resolve();
          };
          this.#waiters.add(wake);
        });
        continue;
      }
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.isIdle()) return;
    }
  }
}
