import type { QueryClient } from '@tanstack/react-query';
import type { Model } from '../lib/live-changes.ts';
import { type LiveStore, liveStore, onLiveFlush } from '../lib/live-store.ts';

/** Lists are read from indexes, which follow their table, hardly ever by more than a second. */
const INDEXED_MS = 5000;

type Options = { store?: Pick<LiveStore, 'snapshot' | 'crowded' | 'forget'>; pause?: () => Promise<void> };

const indexed = () => new Promise<void>((resolve) => setTimeout(resolve, INDEXED_MS));

/**
 * Keeps a tab that is open all day from growing: when too many changes of a model are remembered, its lists are read again
 * and hold them themselves. Only then are they forgotten, so that no row falls back to what it was. Returns what to call
 * after every flush.
 */
export function changesForgetter(client: QueryClient, { store = liveStore, pause = indexed }: Options = {}) {
  const underWay = new Set<Model>();
  async function read(model: Model): Promise<void> {
    const seen = store.snapshot(model);
    await pause();
    await client.invalidateQueries({ queryKey: [model] }, { throwOnError: true });
    store.forget(model, seen);
  }
  return (): void => {
    for (const model of store.crowded()) {
      if (underWay.has(model)) continue;
      underWay.add(model);
      void read(model)
        // They stay remembered until the lists can be read.
        .catch(() => undefined)
        .finally(() => underWay.delete(model));
    }
  };
}

export const forgetChanges = (client: QueryClient): (() => void) => onLiveFlush(changesForgetter(client));
