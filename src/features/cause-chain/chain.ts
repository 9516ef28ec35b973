import type { PurchaseOrder, StockMovement } from '../../lib/api-client.ts';

/** An entry of the ledger, as far as a chain needs it. */
export type Entry = Pick<
  StockMovement,
  | 'movementId'
  | 'locationId'
  | 'cause'
  | 'causeId'
  | 'actor'
  | 'reason'
  | 'note'
  | 'availableDelta'
  | 'availableAfter'
  | 'createdAt'
>;
type Pages = AsyncIterable<readonly Entry[]>;

/** Further back nobody looks: a chain that is as long is told as unknown. */
export const MOST_ENTRIES = 500;

async function* entriesAt(pages: Pages, locationId: string): AsyncGenerator<Entry | undefined> {
  let read = 0;
  for await (const page of pages) {
    for (const entry of page) {
      if (entry.locationId === locationId) yield entry;
    }
    read += page.length;
    if (read >= MOST_ENTRIES) {
      yield undefined;
      return;
    }
  }
}

export type Crossing =
  | { kind: 'crossed'; entry: Entry }
  /** The stock level was above its reorder point: orders that wait are what it was raised for. */
  | { kind: 'not-low' }
  | { kind: 'always-low' }
  | { kind: 'unknown' };

/**
 * The entry from which on stock was at or below the reorder point that the order was raised for: the ledger is walked back
 * from the request, `pages` being its newest entries first.
 */
export async function crossingOf(
  pages: Pages,
  { locationId, reorderPointAtRequest }: Pick<PurchaseOrder, 'locationId' | 'reorderPointAtRequest'>,
): Promise<Crossing> {
  if (reorderPointAtRequest == null) return { kind: 'unknown' };
  for await (const entry of entriesAt(pages, locationId)) {
    if (!entry) return { kind: 'unknown' };
    if (entry.availableAfter > reorderPointAtRequest) return { kind: 'not-low' };
    if (entry.availableAfter - entry.availableDelta > reorderPointAtRequest) return { kind: 'crossed', entry };
  }
  return { kind: 'always-low' };
}

/** The last entry that brought stock, from which one that had waited was served: `pages` go back from its own entry. */
export async function riseBefore(pages: Pages, locationId: string): Promise<Entry | undefined> {
  for await (const entry of entriesAt(pages, locationId)) {
    if (!entry || entry.availableDelta > 0) return entry;
  }
  return undefined;
}

/**
 * What the goods of a purchase order served of the orders that waited: `pages` go on from its first receipt, the oldest
 * entries first. Once stock has come from elsewhere, what is served is served from that.
 */
export async function servedFrom(
  pages: Pages,
  { purchaseOrderId, locationId }: Pick<PurchaseOrder, 'purchaseOrderId' | 'locationId'>,
): Promise<Entry[]> {
  const served: Entry[] = [];
  let isFromIt = true;
  for await (const entry of entriesAt(pages, locationId)) {
    if (!entry) break;
    if (entry.availableDelta > 0) isFromIt = entry.cause === 'PURCHASE_ORDER' && entry.causeId === purchaseOrderId;
    else if (isFromIt && entry.actor === 'serve-backorders') served.push(entry);
  }
  return served;
}
