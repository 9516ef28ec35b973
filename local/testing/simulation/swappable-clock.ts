import { type Clock, type Timer, VirtualClock } from '../../clock.ts';

/** A virtual clock that can begin anew, with no timer left of before: an endpoint keeps its clock over many runs. */
export class SwappableClock implements Clock {
  #inner: VirtualClock;
  readonly start: number;

  constructor(start: number) {
    this.start = start;
    this.#inner = new VirtualClock(start);
  }

  now = (): number => this.#inner.now();

  after(milliseconds: number, task: () => void): Timer {
    return this.#inner.after(milliseconds, task);
  }

  nextDue(): number | undefined {
    return this.#inner.nextDue();
  }

  fireNext(): void {
    this.#inner.fireNext();
  }

  /** Lets time pass in which nothing falls due. */
  async moveTo(instant: number): Promise<void> {
    await this.#inner.advanceTo(Math.max(instant, this.#inner.now()));
  }

  restart(at = this.start): void {
    this.#inner = new VirtualClock(at);
  }
}
