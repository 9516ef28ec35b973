import { useSyncExternalStore } from 'react';
import { type Change, coalesce, idOf, isNewer, type Model, type Rows } from './live-changes.ts';

/** At most four repaints a second of a burst; what comes alone is shown at once. */
const COALESCE_MS = 250;
/** Of a model that only grows no more rows are remembered for long; of the others as many as the catalogue has. */
const REMEMBERED = 3000;
const GROWING: readonly Model[] = ['Reservation', 'PurchaseOrder', 'Alert', 'StockMovement', 'OrderRate'];

/**
 * While paused no more changes wait than these: of more only the newer ones are kept, half as many, and the others are read
 * again on resuming. A rush of an hour would fill the tab's memory otherwise.
 */
const MOST_WAITING = 10_000;

type Snapshots = { [M in Model]: ReadonlyMap<string, Rows[M]> };
export type Pause = { paused: boolean; waiting: number };

const nothing = (): Snapshots => ({
  Product: new Map(),
  StockLevel: new Map(),
  Reservation: new Map(),
  PurchaseOrder: new Map(),
  Alert: new Map(),
  StockMovement: new Map(),
  OrderRate: new Map(),
});

type AnyRow = Rows[Model] & { version?: number | null; updatedAt?: string | null };

/** The snapshots with the changes laid over them; models without a change keep their identity. */
function applyChanges(snapshots: Snapshots, changes: readonly Change[]): Snapshots {
  const next: Record<string, Map<string, AnyRow>> = {};
  for (const { model, item } of changes) {
    next[model] ??= new Map(snapshots[model] as ReadonlyMap<string, AnyRow>);
    const rows = next[model];
    const id = idOf(model, item);
    const known = rows.get(id);
    if (known && !isNewer(item as AnyRow, known)) continue;
    rows.set(id, item as AnyRow);
  }
  return { ...snapshots, ...(next as Partial<Snapshots>) };
}

/**
 * What changed since the lists were read, newest version of each row. Lists lay it over what they fetched, so one event
 * reaches every screen, a late one is ignored in one place, and a pause stops the repainting but loses nothing: `onGap` is
 * told on resuming when so much had changed that everything must be read again.
 */
export function createLiveStore(onFlush: (changes: Change[]) => void = () => undefined, onGap: () => void = () => {}) {
  let snapshots = nothing();
  let arrived: Change[] = [];
  let letGo = 0;
  let pause: Pause = { paused: false, waiting: 0 };
  let scheduled = false;
  let flushedAt = Number.NEGATIVE_INFINITY;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };

  function flush(): void {
    scheduled = false;
    flushedAt = performance.now();
    arrived = coalesce(arrived);
    if (pause.paused) {
      const surplus = arrived.length > MOST_WAITING ? arrived.length - MOST_WAITING / 2 : 0;
      letGo += surplus;
      arrived = arrived.slice(surplus);
      pause = { paused: true, waiting: letGo + arrived.length };
      notify();
      return;
    }
    const changes = arrived;
    arrived = [];
    snapshots = applyChanges(snapshots, changes);
    notify();
    onFlush(changes);
  }

  return {
    apply(changes: readonly Change[]): void {
      if (changes.length === 0) return;
      arrived.push(...changes);
      if (!scheduled) setTimeout(flush, Math.max(0, flushedAt + COALESCE_MS - performance.now()));
      scheduled = true;
    },
    /** Shows a change at once: it is the answer to what this person just did. */
    applyNow(changes: readonly Change[]): void {
      snapshots = applyChanges(snapshots, changes);
      notify();
    },
    setPaused(paused: boolean): void {
      pause = { paused, waiting: 0 };
      flush();
      if (paused || letGo === 0) return;
      letGo = 0;
      onGap();
    },
    /** The models of which so many rows are remembered that their lists should be read again, and the rows forgotten. */
    crowded: (): Model[] => GROWING.filter((model) => snapshots[model].size > REMEMBERED),
    /** Forgets what a list that was read since holds as well: every row of `seen` that is still the same. */
    forget<M extends Model>(model: M, seen: ReadonlyMap<string, Rows[M]>): void {
      const rows = [...(snapshots[model] as ReadonlyMap<string, Rows[M]>)].filter(([id, row]) => seen.get(id) !== row);
      snapshots = { ...snapshots, [model]: new Map(rows) };
      notify();
    },
    clear(): void {
      arrived = [];
      letGo = 0;
      snapshots = nothing();
      notify();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: <M extends Model>(model: M): ReadonlyMap<string, Rows[M]> =>
      snapshots[model] as ReadonlyMap<string, Rows[M]>,
    pause: (): Pause => pause,
  };
}

export type LiveStore = ReturnType<typeof createLiveStore>;
type FlushListener = (changes: Change[]) => void;
const flushListeners = new Set<FlushListener>();
const gapListeners = new Set<() => void>();

export const liveStore = createLiveStore(
  (changes) => {
    for (const listener of flushListeners) listener(changes);
  },
  () => {
    for (const listener of gapListeners) listener();
  },
);

/** Hears every batch that was shown, for the spoken summary. */
export function onLiveFlush(listener: FlushListener): () => void {
  flushListeners.add(listener);
  return () => flushListeners.delete(listener);
}

/** Hears when changes were let go, so that what is on the screen must be read again. */
export function onLiveGap(listener: () => void): () => void {
  gapListeners.add(listener);
  return () => gapListeners.delete(listener);
}

export function useLive<M extends Model>(model: M): ReadonlyMap<string, Rows[M]> {
  return useSyncExternalStore(liveStore.subscribe, () => liveStore.snapshot(model));
}

export function useLivePause(): Pause {
  return useSyncExternalStore(liveStore.subscribe, liveStore.pause);
}
