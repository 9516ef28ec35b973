import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../../../domain/order.ts';
import { MemoryStock, stockLevel } from '../../../testing/memory-stock.ts';
import { reserveStock } from './reserve-stock.ts';

const NOW = '2026-03-04T05:06:07.089Z';
const line = (orderId: string, quantity = 1, messageId = `m-${orderId}-${quantity}`): OrderLine => ({
  orderId,
  productId: 'tv',
  locationId: 'main',
  quantity,
  messageIds: [messageId],
});
const stepOf = (stock: MemoryStock, transaction = stock.reserving) => {
  const step = reserveStock({
    transaction,
    reservations: stock.reservationTable,
    products: { get: async () => undefined },
    clock: () => NOW,
    pause: async () => {},
  });
  return (lines: OrderLine[], level = stock.level(), mayTake = true, timeLeft = () => 15_000) =>
    step(
      { group: { productId: 'tv', locationId: 'main', lines }, level, mayTake },
      { getRemainingTimeInMillis: timeLeft },
    );
};

describe('reserving the lines of a product', () => {
  it('takes the stock of all that fit in one ledger entry', async () => {
    const stock = new MemoryStock(stockLevel({ available: 5 }));
    const outcomes = await stepOf(stock)([line('a', 2), line('b', 9), line('c', 3)]);
    expect(outcomes.reserved.map(({ orderId }) => orderId)).toEqual(['a', 'c']);
    expect(outcomes.unavailable).toEqual([
      { productId: 'tv', orderId: 'b', requestedQuantity: 9, availableQuantity: 3 },
    ]);
    expect(outcomes.shortages).toMatchObject([{ quantityRequested: 9, orderWanted: true }]);
    expect(stock.level()).toMatchObject({ available: 0, reserved: 5, version: 2 });
    expect(stock.ledger).toHaveLength(1);
  });

  it('tells the first outcome again when an order comes again, and changes nothing but the count', async () => {
    const stock = new MemoryStock(stockLevel());
    const first = await stepOf(stock)([line('a', 2)]);
    const again = await stepOf(stock)([line('a', 2, 'another')]);
    expect(again).toEqual(first);
    expect(stock.level()).toMatchObject({ available: 8, version: 2 });
    expect(stock.reservation('a')).toMatchObject({ deliveries: 2, redeliveredAt: NOW, status: 'RESERVED' });
  });

  it('rejects a known order with another quantity, keeps that by message, and lets the first outcome stand', async () => {
    const stock = new MemoryStock(stockLevel());
    await stepOf(stock)([line('a', 2)]);
    const { rejected, reserved } = await stepOf(stock)([line('a', 3, 'm-9')]);
    expect(reserved).toEqual([]);
    expect(rejected).toMatchObject([{ orderId: 'a', reason: 'conflict' }]);
    expect(stock.reservation('message:m-9')).toMatchObject({ status: 'REJECTED', quantity: 3 });
    expect(stock.reservation('a')).toMatchObject({ status: 'RESERVED', quantity: 2 });
    expect(stock.level().available).toBe(8);
  });

  it('judges two quantities of one order in one batch: the first is served, the second conflicts', async () => {
    const stock = new MemoryStock(stockLevel());
    const outcomes = await stepOf(stock)([line('a', 2), line('a', 3)]);
    expect(outcomes).toMatchObject({ reserved: [{ requestedQuantity: 2 }], rejected: [{ reason: 'conflict' }] });
  });

  it('fits anew with the level as it is, when that changed since it was looked up', async () => {
    const stock = new MemoryStock(stockLevel({ available: 1, version: 7 }));
    const outcomes = await stepOf(stock)([line('a', 2), line('b', 1)], stockLevel({ available: 10 }));
    expect(outcomes.reserved.map(({ orderId }) => orderId)).toEqual(['b']);
    expect(stock.level()).toMatchObject({ available: 0, version: 8 });
  });

  it('gives messages back after five conflicts', async () => {
    const stock = new MemoryStock(stockLevel());
    stock.conflicts = 5;
    expect((await stepOf(stock)([line('a'), line('b')])).contended).toEqual(['m-a-1', 'm-b-1']);
    expect(stock.level().available).toBe(10);
  });

  it('fits anew as long as others are faster and there is time, and then gives messages back', async () => {
    const stock = new MemoryStock(stockLevel());
    let commits = 0;
    const outrun = stepOf(stock, {
      commit: async (...told) => {
        commits += 1;
        stock.levels.set('tv#main', stockLevel({ version: 1 + commits }));
        return stock.reserving.commit(...told);
      },
    });
    let left = 15_000;
    const outcomes = await outrun([line('a')], stock.level(), true, () => {
      left -= 100;
      return left;
    });
    expect(outcomes).toMatchObject({ contended: ['m-a-1'], reserved: [] });
    expect(commits).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(2_000);
  });

  it('records what cannot be served without taking stock, however much there is', async () => {
    const stock = new MemoryStock(stockLevel({ status: 'OUT_OF_STOCK' }));
    const outcomes = await stepOf(stock)([line('a')], stock.level(), false);
    expect(outcomes.unavailable).toHaveLength(1);
    expect(stock.reservation('a')).toMatchObject({ status: 'UNAVAILABLE', availableQuantity: 0 });
    expect(stock.ledger).toEqual([]);
  });

  it('never reserves what was cancelled before it came, and says so however often it comes', async () => {
    const stock = new MemoryStock(stockLevel());
    await stock.cancelledOrders.mark('a', undefined, NOW);
    const first = await stepOf(stock)([line('a', 2), line('b', 1)]);
    expect(first).toMatchObject({ rejected: [{ orderId: 'a', reason: 'cancelled' }], reserved: [{ orderId: 'b' }] });
    const again = await stepOf(stock)([line('a', 2)]);
    expect(again.rejected).toEqual(first.rejected);
    expect(stock.reservation('a')).toMatchObject({ status: 'REJECTED', deliveries: 2 });
    expect(stock.level()).toMatchObject({ available: 9, reserved: 1 });
  });

  it('does not ask for an order that is open already', async () => {
    const stock = new MemoryStock(stockLevel({ available: 0, openPurchaseOrderId: 'p-1' }));
    expect((await stepOf(stock)([line('a')])).shortages).toMatchObject([{ orderWanted: false }]);
  });

  it('never oversells and serves every order once, whatever comes at the same time, twice and in conflict', async () => {
    const batches = fc.array(
      fc.array(fc.record({ order: fc.integer({ min: 0, max: 30 }), quantity: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 10,
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 3 }),
        async (all, available, conflicts) => {
          const stock = new MemoryStock(stockLevel({ available }));
          stock.conflicts = conflicts;
          const step = stepOf(stock);
          const stale = stock.level();
          const outcomes = await Promise.all(
            all.map((batch, at) =>
              step(
                batch.map(({ order, quantity }, i) => line(`o-${order}`, quantity, `m-${at}-${i}`)),
                stale,
              ),
            ),
          );
          const reserved = [...stock.reservations.values()].filter(({ status }) => status === 'RESERVED');
          const sum = reserved.reduce((total, { quantity }) => total + quantity, 0);
          expect(stock.level()).toMatchObject({ available: available - sum, reserved: sum });
          expect(stock.level().available).toBeGreaterThanOrEqual(0);
          expect(stock.ledger.reduce((total, entry) => total + entry.availableDelta, available)).toBe(available - sum);
          const told = outcomes.flatMap((each) => [
            ...each.reserved,
            ...each.unavailable,
            ...each.rejected,
            ...each.contended,
          ]);
          expect(told).toHaveLength(all.flat().length);
        },
      ),
      { numRuns: 150 },
    );
  });
});
