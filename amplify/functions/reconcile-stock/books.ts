import type { PurchaseOrder, StockLevel } from '../../domain/models.ts';
import type { Books } from '../../domain/reconciliation.ts';
import type { StockKey } from '../../domain/stock-key.ts';
import { fullJitter, type Pause } from '../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import type { StockLevelTable } from '../../tables/stock-level-table.ts';
import { Ledger, type ReadEntries } from './ledger.ts';

export type BooksDeps = {
  stockLevels: Pick<StockLevelTable, 'get'>;
  entries: ReadEntries;
  /** Units that were reserved at an instant, by an index that follows its table within the time since then. */
  reservedBefore(key: StockKey, instant: string): Promise<number>;
  /** Units of orders that wait, by an index too. */
  waiting(key: StockKey): Promise<number>;
  purchaseOrders: Pick<PurchaseOrderTable, 'get' | 'openOf'>;
  now(): Date;
  pause: Pause;
};

/** An index follows its table within a second, a stream its changes within a few: a minute is generous. */
const SETTLED_MILLISECONDS = 60_000;
const MAX_TRIES = 30;

type Row = StockLevel & { updatedAt: string };

/** The index may be behind: what counts is the row. */
const openOrders = async (
  { purchaseOrders }: BooksDeps,
  key: StockKey,
): Promise<{ open: PurchaseOrder[]; claimed(id: string | undefined): Promise<PurchaseOrder | undefined> }> => {
  const isHere = (order: PurchaseOrder | undefined): order is PurchaseOrder =>
    order?.productId === key.productId && order.locationId === key.locationId;
  const candidates = await purchaseOrders.openOf(key.productId);
  const rows = await Promise.all(candidates.map(({ purchaseOrderId }) => purchaseOrders.get(purchaseOrderId)));
  return {
    open: rows.filter(isHere).filter(({ phase }) => phase === 'OPEN'),
    async claimed(id) {
      const order = id === undefined ? undefined : await purchaseOrders.get(id);
      return isHere(order) ? order : undefined;
    },
  };
};

/**
 * All books of a stock level as they were at one moment: read between two looks at a stock level that did not change.
 * `gone` when there is no such level, `busy` when it never stood still for long enough.
 */
export const readBooks = async (deps: BooksDeps, key: StockKey): Promise<Books | 'gone' | 'busy'> => {
  const startedAt = deps.now().getTime();
  const settledBefore = new Date(startedAt - SETTLED_MILLISECONDS).toISOString();
  const ledger = new Ledger(deps.entries, key, startedAt, settledBefore);
  await ledger.readOn();
  const reserved = await deps.reservedBefore(key, settledBefore);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const level = (await deps.stockLevels.get(key)) as Row | undefined;
    if (!level) return 'gone';
    await ledger.readOn();
    const { open, claimed } = await openOrders(deps, key);
    const claim = await claimed(level.openPurchaseOrderId);
    const settled = level.updatedAt < settledBefore;
    const waiting = settled ? await deps.waiting(key) : undefined;
    if ((await deps.stockLevels.get(key))?.version === level.version) {
      return {
        level,
        settled,
        ledger: { sum: ledger.sum, ends: ledger.ends },
        promised: reserved + ledger.youngPromises,
        ...(waiting !== undefined && { waiting }),
        claimed: claim,
        open,
      };
    }
    await deps.pause(fullJitter(Math.min(attempt, 6), 10));
  }
  return 'busy';
};
