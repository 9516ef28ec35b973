import { useSyncExternalStore } from 'react';
import { type Change, coalesce, idOf, isNewer, type Model, type Rows } from './live-changes.ts';

/** At most four repaints a second of a burst; what comes alone is shown at once. */
const COALESCE_MS = 250;
/** Rows remembered per model; older ones come back with the next read of their list. */
const REMEMBERED = 3000;

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
export function applyChanges(snapshots: Snapshots, changes: readonly Change[]): Snapshots {
  const next: Record<string, Map<string, AnyRow>> = {};
  for (const { model, item } of changes) {
    next[model] ??= new Map(snapshots[model] as ReadonlyMap<string, AnyRow>);
    const rows = next[model];
    const id = idOf(model, item);
    const known = rows.get(id);
    if (known && !isNewer(item as AnyRow, known)) continue;
    rows.delete(id);
    rows.set(id, item as AnyRow);
    for (const oldest of rows.keys()) {
      if (rows.size <= REMEMBERED) break;
      rows.delete(oldest);
    }
  }
  return { ...snapshots, ...(next as Partial<Snapshots>) };
}

/**
 * What changed since the lists were read, newest version of each row. Lists lay it over what they fetched, so one event
 * reaches every screen, a late one is ignored in one place, and a pause stops the repainting but loses nothing.
 */
export function createLiveStore(onFlush: (changes: Change[]) => void = () => undefined) {
  let snapshots = nothing();
  let arrived: Change[] = [];
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
      pause = { paused: true, waiting: arrived.length };
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
    },
    clear(): void {
      arrived = [];
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

type FlushListener = (changes: Change[]) => void;
const flushListeners = new Set<FlushListener>();

export const liveStore = createLiveStore((changes) => {
  for (const listener of flushListeners) listener(changes);
});

/** Hears every batch that was shown, for the spoken summary. */
export function onLiveFlush(listener: FlushListener): () => void {
  flushListeners.add(listener);
  return () => flushListeners.delete(listener);
}

export function useLive<M extends Model>(model: M): ReadonlyMap<string, Rows[M]> {
  return useSyncExternalStore(liveStore.subscribe, () => liveStore.snapshot(model));
}

export function useLivePause(): Pause {
  return useSyncExternalStore(liveStore.subscribe, liveStore.pause);
}
