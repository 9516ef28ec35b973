import type { StockLevel } from './models.ts';
import { isOrderNeeded } from './ordering.ts';
import { type StockKey, stockKey } from './stock-key.ts';

export type StockChange = { before?: StockLevel; after: StockLevel; sequenceNumber: string };
/** What the workflow is told: which stock level, and whether its stock got better, so that alerts may be over. */
export type StockCheck = StockKey & { rose: boolean };

/** The version, the claim and the cool-down change too, and mean nothing here. */
const isRelevant = ({ before, after }: StockChange): boolean =>
  before === undefined ||
  before.available !== after.available ||
  before.reorderPoint !== after.reorderPoint ||
  before.status !== after.status ||
  before.backordered !== after.backordered;

const rose = ({ before, after }: StockChange): boolean =>
  before !== undefined &&
  (after.available > before.available ||
    after.reorderPoint < before.reorderPoint ||
    // Whoever was first in the queue has left it.
    (after.backordered ?? 0) < (before.backordered ?? 0));

/**
 * The stock levels to look at, each once, with the sequence number of its first record (where a retry must begin).
 * One that is well stocked, and did not get there in these records, needs no look.
 */
export const checksOf = (changes: StockChange[]): { check: StockCheck; sequenceNumber: string }[] => {
  const latest = new Map<string, { after: StockLevel; rose: boolean; sequenceNumber: string }>();
  for (const change of changes.filter(isRelevant)) {
    const key = stockKey(change.after);
    const known = latest.get(key);
    latest.set(key, {
      after: known && known.after.version > change.after.version ? known.after : change.after,
      rose: (known?.rose ?? false) || rose(change),
      sequenceNumber: known?.sequenceNumber ?? change.sequenceNumber,
    });
  }
  return [...latest.values()]
    .filter((entry) => isOrderNeeded(entry.after) || entry.after.available === 0 || entry.rose)
    .map(({ after, rose, sequenceNumber }) => ({
      check: { productId: after.productId, locationId: after.locationId, rose },
      sequenceNumber,
    }));
};
