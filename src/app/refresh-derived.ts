import type { QueryClient } from '@tanstack/react-query';
import type { Model } from '../lib/live-changes.ts';
import { onLiveFlush } from '../lib/live-store.ts';

/** What is not published itself, but follows from what is: an entry of the ledger from a stock level, a count from an outcome. */
const FOLLOWS: Partial<Record<Model, Model>> = { StockLevel: 'StockMovement', Reservation: 'OrderRate' };

/** A burst is followed by one read, not by one for every change of it. */
const SETTLE_MS = 1000;

/** Reads again what follows from the live changes, where it is on the screen. Returns how to stop. */
export function refreshDerived(client: QueryClient): () => void {
  const due = new Set<Model>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    timer = undefined;
    for (const model of due) void client.invalidateQueries({ queryKey: [model] });
    due.clear();
  };
  const stop = onLiveFlush((changes) => {
    for (const { model } of changes) {
      const follower = FOLLOWS[model];
      if (follower) due.add(follower);
    }
    if (due.size > 0) timer ??= setTimeout(read, SETTLE_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
