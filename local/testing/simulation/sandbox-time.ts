import type { Clock, Timer } from '../../clock.ts';

interface Pending {
  /** Undefined where it counts from when its sandbox next wakes. */
  due: number | undefined;
  every: number | undefined;
  task: () => void;
  armed: Timer | undefined;
}

/** `Date` and timers on the endpoint's clock. As in Lambda, time stands still for the code between two invocations. */
export class SandboxTime {
  readonly Date: DateConstructor;
  #clock: Clock;
  #pending = new Map<number, Pending>();
  #next = 1;
  #awake = true;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.Date = dateOf(clock);
  }

  /** Timers that fell due meanwhile fire now. */
  wake(): void {
    this.#awake = true;
    for (const [id, pending] of this.#pending) this.#arm(id, pending);
  }

  sleep(): void {
    this.#awake = false;
    for (const pending of this.#pending.values()) pending.armed?.cancel();
  }

  end(): void {
    this.sleep();
    this.#pending.clear();
  }

  /** As it was after a cold start: what repeats begins to count when next it wakes, what was to come once is forgotten. */
  renew(): void {
    this.sleep();
    for (const [id, pending] of this.#pending) {
      if (pending.every === undefined) this.#pending.delete(id);
      else pending.due = undefined;
    }
  }

  readonly setTimeout = (task: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]): TimerHandle =>
    this.#add(() => task(...given), milliseconds, undefined);

  readonly setInterval = (task: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]): TimerHandle =>
    this.#add(() => task(...given), milliseconds, Math.max(1, milliseconds));

  readonly clear = (handle: TimerHandle | number | undefined | null): void => {
    const id = Number(handle ?? 0);
    this.#pending.get(id)?.armed?.cancel();
    this.#pending.delete(id);
  };

  #add(task: () => void, milliseconds: number, every: number | undefined): TimerHandle {
    const id = this.#next;
    this.#next += 1;
    const wait = Math.max(0, Number(milliseconds) || 0);
    const pending: Pending = { due: this.#clock.now() + wait, every, task, armed: undefined };
    this.#pending.set(id, pending);
    if (this.#awake) this.#arm(id, pending);
    return new TimerHandle(id);
  }

  #arm(id: number, pending: Pending): void {
    pending.due ??= this.#clock.now() + (pending.every ?? 0);
    pending.armed = this.#clock.after(pending.due - this.#clock.now(), () => {
      if (pending.every === undefined) this.#pending.delete(id);
      else {
        pending.due = this.#clock.now() + pending.every;
        this.#arm(id, pending);
      }
      pending.task();
    });
  }
}

/** What Node.js returns for a timer: an object that is also a number. */
class TimerHandle {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  ref = (): this => this;
  unref = (): this => this;
  hasRef = (): boolean => true;
  [Symbol.toPrimitive] = (): number => this.id;
}

const dateOf = (clock: Clock): DateConstructor => {
  class SandboxDate extends Date {
    constructor(...parts: unknown[]) {
      // biome-ignore lint/suspicious/noExplicitAny: Date takes parts of several kinds.
      super(...((parts.length === 0 ? [clock.now()] : parts) as [any]));
    }
    static override now = (): number => clock.now();
  }
  return SandboxDate as unknown as DateConstructor;
};
