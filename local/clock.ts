/** The endpoint's only source of time. Nothing under `local/` may call Date.now or setTimeout itself. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once, `milliseconds` from now; never before the current call stack has ended. */
  after(milliseconds: number, task: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** setTimeout fires at once when asked to wait longer than a 32-bit integer of milliseconds. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const due = Date.now() + milliseconds;
    let handle: NodeJS.Timeout;
    const arm = () => {
      const left = Math.max(0, due - Date.now());
      handle = setTimeout(left > LONGEST_TIMEOUT ? arm : task, Math.min(left, LONGEST_TIMEOUT));
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  },
};

/** A clock that stands still until a test moves it. Timers fire in order of their due time. */
export class VirtualClock implements Clock {
  #now: number;
  #timers = new Set<{ due: number; task: () => void }>();

  constructor(start = Date.parse('2026-01-05T09:00:00Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, task: () => void): Timer {
    const timer = { due: this.#now + Math.max(0, milliseconds), task };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** When the next timer is due, or undefined when none waits. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const { due } of this.#timers) if (next === undefined || due < next) next = due;
    return next;
  }

  /** Moves time to the next timer and fires that one alone; does nothing when none waits. */
  fireNext(): void {
    const next = [...this.#timers].reduce<{ due: number; task: () => void } | undefined>(
      (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
      undefined,
    );
    if (next === undefined) return;
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.due);
    next.task();
  }

  /**
   * Moves time to `instant` and fires the timers due by then, each at its own due time.
   * `settle` is awaited after each, so that work a timer starts may set further timers.
   */
  async advanceTo(instant: number, settle: () => Promise<void> = async () => {}): Promise<void> {
    for (;;) {
      await settle();
      const next = this.nextDue();
      if (next === undefined || next > instant) break;
      this.fireNext();
    }
    this.#now = Math.max(this.#now, instant);
    await settle();
  }
}
