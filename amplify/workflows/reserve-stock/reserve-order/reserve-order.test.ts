import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLine, WholeOrder } from '../../../domain/order.ts';
import { stockKey } from '../../../domain/stock-key.ts';
import { MemoryStock, stockLevel } from '../../../testing/memory-stock.ts';
import { reserveOrder } from './reserve-order.ts';

const NOW = '2026-03-04T05:06:07.089Z';
const wholeOrder = (orderId: string, quantities: Record<string, number>, messageId = `m-${orderId}`): WholeOrder => ({
  orderId,
  lines: Object.entries(quantities).map(
    ([productId, quantity]): OrderLine => ({
      orderId,
      productId,
      locationId: 'main',
      quantity,
      messageIds: [messageId],
    }),
  ),
});
const stepOf = (stock: MemoryStock) =>
  reserveOrder({
    transaction: stock.orderTransaction,
    reservations: stock.reservationTable,
    stockLevels: async (keys) => keys.flatMap((key) => stock.levels.get(stockKey(key)) ?? []),
    products: async () => [],
    clock: () => NOW,
    pause: async () => {},
  });
const both = (tv: number, desk: number) =>
  new MemoryStock(stockLevel({ available: tv }), stockLevel({ productId: 'desk', available: desk }));

describe('an order of several lines', () => {
  it('is reserved as a whole', async () => {
    const stock = both(5, 5);
    const { reserved } = await stepOf(stock)(wholeOrder('a', { tv: 2, desk: 3 }));
    expect(reserved).toMatchObject([
      { productId: 'tv', requestedQuantity: 2 },
      { productId: 'desk', requestedQuantity: 3 },
    ]);
    expect(stock.level('tv')).toMatchObject({ available: 3, reserved: 2 });
    expect(stock.level('desk')).toMatchObject({ available: 2, reserved: 3 });
  });

  it('takes nothing when one line cannot be served, and says which', async () => {
    const stock = both(5, 2);
    const outcomes = await stepOf(stock)(wholeOrder('a', { tv: 2, desk: 3 }));
    expect(outcomes.unavailable).toEqual([
      {
        ...{ orderId: 'a', productId: 'tv', requestedQuantity: 2, availableQuantity: 5 },
        message: 'order a is served as a whole, and desk could not be served',
      },
      { orderId: 'a', productId: 'desk', requestedQuantity: 3, availableQuantity: 2 },
    ]);
    expect(outcomes.shortages).toMatchObject([{ productId: 'desk', quantityRequested: 3 }]);
    expect(stock.level('tv').available).toBe(5);
    expect(stock.ledger).toEqual([]);
  });

  it('is told again when it comes again, and is in conflict when its lines differ', async () => {
    const stock = both(5, 5);
    const first = await stepOf(stock)(wholeOrder('a', { tv: 2, desk: 3 }));
    expect(await stepOf(stock)(wholeOrder('a', { tv: 2, desk: 3 }, 'again'))).toEqual(first);
    const others: Record<string, number>[] = [{ tv: 2, desk: 4 }, { tv: 2, chair: 3 }, { tv: 2 }];
    for (const other of others) {
      stock.levels.set('chair#main', stockLevel({ productId: 'chair' }));
      const { reserved, rejected } = await stepOf(stock)(wholeOrder('a', other, `m-${JSON.stringify(other)}`));
      expect(reserved).toEqual([]);
      expect(rejected).toMatchObject([{ orderId: 'a', reason: 'conflict' }]);
    }
    expect(stock.level('tv')).toMatchObject({ available: 3, reserved: 2 });
    expect(stock.reservation('a')).toMatchObject({ deliveries: 2 });
  });

  it('is rejected with all its lines, told once, when one product is not stocked', async () => {
    const stock = both(5, 5);
    const { rejected } = await stepOf(stock)(wholeOrder('a', { tv: 2, gadget: 1 }));
    expect(rejected).toEqual([
      {
        orderId: 'a',
        reason: 'unknown product',
        message: 'order a is served as a whole, and gadget is not stocked at main',
      },
    ]);
    expect(stock.reservation('a', 'tv')).toMatchObject({ status: 'REJECTED' });
    expect(stock.reservation('a', 'gadget')).toMatchObject({ status: 'REJECTED' });
  });

  it('is reserved without the line that was cancelled before, and not at all when it was', async () => {
    const stock = both(5, 5);
    await stock.cancelledOrders.mark('a', { productId: 'tv', locationId: 'main' }, NOW);
    await stock.cancelledOrders.mark('b', undefined, NOW);
    expect(await stepOf(stock)(wholeOrder('a', { tv: 2, desk: 3 }))).toMatchObject({
      reserved: [{ productId: 'desk' }],
      rejected: [{ orderId: 'a', reason: 'cancelled' }],
    });
    expect(await stepOf(stock)(wholeOrder('b', { tv: 2, desk: 1 }))).toMatchObject({
      reserved: [],
      rejected: [{ reason: 'cancelled' }, { reason: 'cancelled' }],
    });
    expect(stock.level('tv').available).toBe(5);
    expect(stock.level('desk').available).toBe(2);
  });

  it('is whole or nothing, and never oversold, whatever comes at the same time', async () => {
    const orders = fc.array(fc.record({ tv: fc.integer({ min: 1, max: 4 }), desk: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    const stockOf = fc.integer({ min: 0, max: 12 });
    await fc.assert(
      fc.asyncProperty(orders, stockOf, stockOf, async (all, tv, desk) => {
        const stock = both(tv, desk);
        await Promise.all(all.flatMap((lines, at) => [1, 2].map(() => stepOf(stock)(wholeOrder(`o-${at}`, lines)))));
        let [left, leftOfDesk] = [tv, desk];
        for (const [at, lines] of all.entries()) {
          const rows = ['tv', 'desk'].map((productId) => stock.reservation(`o-${at}`, productId)?.status);
          expect(new Set(rows).size).toBe(1);
          if (rows[0] !== 'RESERVED') continue;
          left -= lines.tv;
          leftOfDesk -= lines.desk;
        }
        expect([stock.level('tv').available, stock.level('desk').available]).toEqual([left, leftOfDesk]);
        expect(Math.min(left, leftOfDesk)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});
