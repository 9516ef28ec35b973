import type { Change, Model } from './live-changes.ts';

const NOUNS: Partial<Record<Model, readonly [string, string]>> = {
  PurchaseOrder: ['purchase order', 'purchase orders'],
  Alert: ['alert', 'alerts'],
  StockLevel: ['stock level', 'stock levels'],
  Reservation: ['reservation', 'reservations'],
};

export type ChangeCounts = Partial<Record<Model, number>>;

export function countChanges(changes: readonly Change[], counts: ChangeCounts = {}): ChangeCounts {
  const total = { ...counts };
  for (const { model } of changes) total[model] = (total[model] ?? 0) + 1;
  return total;
}

/** What changed, in a sentence to be spoken; empty when nothing changed that is worth a word. */
export function summarise(counts: ChangeCounts): string {
  const parts = (Object.keys(NOUNS) as Model[]).flatMap((model) => {
    const count = counts[model] ?? 0;
    const noun = NOUNS[model];
    return count > 0 && noun ? [`${count} ${count === 1 ? noun[0] : noun[1]}`] : [];
  });
  return parts.length === 0 ? '' : `Changed: ${parts.join(', ')}.`;
}
