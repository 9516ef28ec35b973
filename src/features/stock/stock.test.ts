import { describe, expect, it } from 'vitest';
import type { PurchaseOrder, StockLevel, StockMovement } from '../../lib/api-client.ts';
import { causeLink, causeWords } from '../../lib/movement-cause.ts';
import { checkDelta } from './check-delta.ts';
import { reversalsOf } from './ledger.ts';
import { countStates, selectStock, stockState } from './stock-filter.ts';
import { describeSeries, purchaseOrderMarkers, stockSeries } from './stock-series.ts';

const level = (productId: string, available: number, reorderPoint = 5) =>
  ({ productId, locationId: 'main', available, reserved: 1, reorderPoint, status: 'IN_STOCK' }) as StockLevel;
const LEVELS = [level('tv', 0), level('desk', 20), level('chair', 5)];
const name = (id: string) => ({ tv: 'Television', desk: 'Desk', chair: 'Armchair' })[id] ?? id;
const ids = (levels: StockLevel[]) => levels.map(({ productId }) => productId);

describe('the state of stock', () => {
  it('is low at the reorder point, and out at zero', () => {
    expect(LEVELS.map(stockState)).toEqual(['OUT', 'OK', 'LOW']);
    expect(countStates(LEVELS)).toEqual({ OK: 1, LOW: 1, OUT: 1 });
  });
});

describe('the list of stock', () => {
  it('finds by name and by id', () => {
    expect(ids(selectStock(LEVELS, { q: 'tele' }, name))).toEqual(['tv']);
    expect(ids(selectStock(LEVELS, { q: 'CHAIR' }, name))).toEqual(['chair']);
  });

  it('filters by state and sorts by any column', () => {
    expect(ids(selectStock(LEVELS, { status: 'low' }, name))).toEqual(['chair']);
    expect(ids(selectStock(LEVELS, {}, name))).toEqual(['chair', 'desk', 'tv']);
    expect(ids(selectStock(LEVELS, { sort: '-available' }, name))).toEqual(['desk', 'chair', 'tv']);
    expect(ids(selectStock(LEVELS, { sort: 'status' }, name))).toEqual(['tv', 'chair', 'desk']);
  });
});

describe('stock over time', () => {
  const at = (minute: number) => `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000Z`;
  const movement = (minute: number, availableAfter: number, reservedAfter: number) =>
    ({ movementId: at(minute), createdAt: at(minute), availableAfter, reservedAfter }) as StockMovement;
  const now = Date.parse(at(30));
  const series = stockSeries([movement(5, 7, 3), movement(0, 10, 0)], now);

  it('holds each balance until the next entry, and the last one until now', () => {
    expect(series.map(({ at: time, available, onHand }) => [time, available, onHand])).toEqual([
      [Date.parse(at(0)), 10, 10],
      [Date.parse(at(5)), 7, 10],
      [now, 7, 10],
    ]);
  });

  it('marks purchase orders that were raised or decided within it', () => {
    const orders = [
      { requestedAt: at(6), decidedAt: at(9), status: 'APPROVED' },
      { requestedAt: '2026-01-01T00:00:00Z', status: 'EXPIRED' },
    ] as PurchaseOrder[];
    expect(purchaseOrderMarkers(orders, series).map(({ label }) => label)).toEqual(['raised', 'approved']);
  });

  it('is told in one sentence', () => {
    expect(describeSeries(series, 5)).toMatch(/7 available now, 7 at the lowest, reorder point 5\.$/);
    expect(describeSeries([], 5)).toBe('No stock movements yet.');
  });
});

describe('an adjustment', () => {
  it('is a whole number that leaves nothing negative', () => {
    expect(checkDelta(3, 0)).toBeNull();
    expect(checkDelta(-4, 4)).toBeNull();
    expect(checkDelta(-5, 4)).toMatch(/Only 4/);
    for (const nonsense of ['', ' ', '1.5', Number.NaN, 2 ** 53])
      expect(checkDelta(nonsense, 9)).toMatch(/whole number/);
    expect(checkDelta(0, 9)).toMatch(/changes nothing/);
  });
});

describe('an entry of the ledger', () => {
  const entry = (more: Partial<StockMovement>) =>
    ({ movementId: 'm', cause: 'ORDER', causeId: 'web-1', ...more }) as StockMovement;

  it('leads to what it is for', () => {
    expect(causeLink(entry({}))).toEqual({ orderId: 'web-1', more: 0 });
    expect(causeLink(entry({ causeId: 'web-1+12' }))).toEqual({ orderId: 'web-1', more: 12 });
    expect(causeLink(entry({ cause: 'RELEASE' }))).toEqual({ orderId: 'web-1', more: 0 });
    expect(causeLink(entry({ cause: 'PURCHASE_ORDER', causeId: 'po-1' }))).toEqual({ purchaseOrderId: 'po-1' });
    for (const cause of ['OPENING', 'ADJUSTMENT', 'REVERSAL', 'RECONCILIATION'] as const)
      expect(causeLink(entry({ cause }))).toBeUndefined();
  });

  it('says its cause with reason and note', () => {
    expect(causeWords(entry({}))).toBe('Order');
    expect(causeWords(entry({ cause: 'ADJUSTMENT', reason: 'DAMAGE' }))).toBe('Adjustment: Damaged');
    expect(causeWords(entry({ cause: 'ADJUSTMENT', reason: 'OTHER', note: 'gift' }))).toBe('Adjustment: Other, gift');
    // As adjustments were before they had a reason of the list.
    expect(causeWords(entry({ cause: 'ADJUSTMENT', note: 'Counted' }))).toBe('Adjustment: Counted');
  });

  it('is known to be undone by the entry that names it', () => {
    const undone = entry({ movementId: 'n', cause: 'REVERSAL', reverses: 'm' });
    expect([...reversalsOf([undone, entry({})])]).toEqual([['m', undone]]);
  });
});
