import { availableParallelism } from 'node:os';
import type { Clock } from '../clock.ts';

/** How a machine that has other things to do polls. */
export interface Polling {
  /**
   * The least time between two polls of a queue in which less than a batch waits, or of a stream: what comes meanwhile
   * goes together, as with AWS's own pollers, of which a stream's come four times a second
   * (docs.aws.amazon.com/lambda/latest/dg/with-ddb.html). What was quiet is polled at once.
   */
  pauseMs: number;
  /** How many batches of a queue at most are handed over at the same time, whatever its mapping allows. */
  batches: number;
}

export const AT_ONCE: Polling = { pauseMs: 0, batches: Number.POSITIVE_INFINITY };

/**
 * For an endpoint that somebody works with: polls as rarely as nobody notices. A batch keeps two cores busy, one with its
 * functions and one with what they call: more at once would only lose races to each other. On AWS batches have machines of
 * their own.
 */
export const SPARING: Polling = { pauseMs: 30, batches: Math.max(1, Math.floor(availableParallelism() / 2)) };

/** Keeps one source's polls so far apart. */
export class Pace {
  #clock: Clock;
  #pauseMs: number;
  #polled = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, { pauseMs }: Polling) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
  }

  /** To be called with every poll that finds something. */
  polled(): void {
    this.#polled = this.#clock.now();
  }

  /** Milliseconds until the next poll may be; 0 where it may be now. */
  get left(): number {
    const since = this.#clock.now() - this.#polled;
    // A clock may be set back: that is no poll of just now.
    return since < 0 ? 0 : Math.max(0, this.#pauseMs - since);
  }
}
