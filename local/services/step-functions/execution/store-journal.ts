import type { Clock } from '../../../clock.ts';
import type { Store } from '../../../store/store.ts';
import type { Frame } from '../interpreter/frame.ts';
import type { Details, HistoryEvent, Journal } from '../interpreter/journal.ts';
import { StateFailure } from '../interpreter/state-failure.ts';

const eventKey = (executionArn: string, id: number): string => `${executionArn}#${String(id).padStart(7, '0')}`;
const frameKey = (executionArn: string, path: string): string => `${executionArn}#${path}`;

/** AWS fails an execution whose history would pass 25,000 events. */
const LONGEST_HISTORY = 25_000;

/** A Standard execution's history and frames, in the store. */
export class StoreJournal implements Journal {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #executionArn: string;
  readonly #events;
  readonly #frames;
  #pending: HistoryEvent[] = [];
  #lastId: number;
  #closed = false;

  constructor(store: Store, clock: Clock, executionArn: string, lastId: number) {
    this.#store = store;
    this.#clock = clock;
    this.#executionArn = executionArn;
    this.#lastId = lastId;
    this.#events = store.collection<HistoryEvent>('states.event');
    this.#frames = store.collection<Frame>('states.frame');
  }

  record(frame: Frame, type: string, details?: () => Details): number {
    const id = ++this.#lastId;
    this.#pending.push({
      id,
      previousEventId: frame.lastEvent,
      timestamp: this.#clock.now(),
      type,
      ...(details ? { details: details() } : {}),
    });
    frame.lastEvent = id;
    // Thrown once: the events that end the execution still come after it.
    if (id === LONGEST_HISTORY - 1)
      throw new StateFailure(
        'States.Runtime',
        `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`,
      );
    return id;
  }

  checkpoint(frame: Frame): void {
    if (this.#closed) return;
    this.#store.transaction(() => {
      this.#flush();
      this.#frames.put(frameKey(this.#executionArn, frame.path), frame);
    });
  }

  load(path: string): Frame | undefined {
    return this.#frames.get(frameKey(this.#executionArn, path));
  }

  dropInside(frame: Frame): void {
    if (this.#closed) return;
    const inside = frameKey(this.#executionArn, `${frame.path}/`);
    this.#store.transaction(() => {
      for (const [key] of this.#frames.entries(inside)) this.#frames.delete(key);
    });
  }

  /** Writes the last events together with what `write` writes, and forgets the frames. */
  conclude(write: () => void): void {
    if (this.#closed) return;
    this.#store.transaction(() => {
      this.#flush();
      for (const [key] of this.#frames.entries(frameKey(this.#executionArn, ''))) this.#frames.delete(key);
      write();
    });
    this.#closed = true;
  }

  /** Nothing is written after this: what the store holds is what the next start continues from. */
  close(): void {
    this.#closed = true;
  }

  #flush(): void {
    for (const event of this.#pending) this.#events.put(eventKey(this.#executionArn, event.id), event);
    this.#pending = [];
  }
}
