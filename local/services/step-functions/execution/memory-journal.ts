import type { Clock } from '../../../clock.ts';
import type { Frame } from '../interpreter/frame.ts';
import type { Details, HistoryEvent, Journal } from '../interpreter/journal.ts';

/** An Express execution leaves nothing but a log; where nobody reads that, events cost a counter. */
export class MemoryJournal implements Journal {
  readonly #clock: Clock;
  readonly #keeps: ((type: string) => boolean) | undefined;
  readonly events: HistoryEvent[] = [];
  /** Iterations of Map states and Parallel states so far: each holds the execution's data again. */
  mapOrParallelSteps = 0;
  #lastId = 0;

  constructor(clock: Clock, keeps: ((type: string) => boolean) | undefined) {
    this.#clock = clock;
    this.#keeps = keeps;
  }

  record(frame: Frame, type: string, details?: () => Details): number {
    const id = ++this.#lastId;
    if (type === 'MapIterationStarted' || type === 'ParallelStateEntered') this.mapOrParallelSteps += 1;
    if (this.#keeps?.(type)) {
      this.events.push({
        id,
        previousEventId: frame.lastEvent,
        timestamp: this.#clock.now(),
        type,
        ...(details ? { details: details() } : {}),
      });
    }
    frame.lastEvent = id;
    return id;
  }

  checkpoint(): void {}

  load(): undefined {}

  dropInside(): void {}
}
