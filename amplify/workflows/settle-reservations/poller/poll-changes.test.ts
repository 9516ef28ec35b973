import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../../../domain/order.ts';
import { MemoryStock, stockLevel } from '../../../testing/memory-stock.ts';
import type { InventoryEvent } from '../../event-sender.ts';
import { reserveStock } from '../../reserve-stock/reserve-stock/reserve-stock.ts';
import { pollChanges } from './poll-changes.ts';

const NOW = '2026-03-04T05:06:07.089Z';
const DAY_LATER = '2026-03-05T05:06:07.089Z';
const line = (orderId: string, quantity: number): OrderLine => ({
  ...{ orderId, productId: 'tv', locationId: 'main', quantity },
  messageIds: [`m-${orderId}`],
});

const shopOf = (stock: MemoryStock) => {
  const told: InventoryEvent[] = [];
  const time = { now: NOW };
  const common = { reservations: stock.reservationTable, clock: () => time.now, pause: async () => {} };
  const products = { get: async () => undefined };
  const step = reserveStock({ ...common, products, transaction: stock.reserving });
  const reserve = (input: Parameters<typeof step>[0]) => step(input, { getRemainingTimeInMillis: () => 15_000 });
  const poll = pollChanges({
    ...common,
    stockLevels: stock.stockLevelTable,
    cancelledOrders: stock.cancelledOrders,
    transaction: stock.settling,
    send: async (events) => void told.push(...events),
    warn: () => {},
  });
  const change = async (type: string, detail: object) => {
    const record = { messageId: 'm', body: JSON.stringify({ 'detail-type': type, detail }) } as SQSRecord;
    return (await poll({ Records: [record] })).batchItemFailures.length;
  };
  const order = (orderId: string, quantity: number) =>
    reserve({
      group: { productId: 'tv', locationId: 'main', lines: [line(orderId, quantity)] },
      level: stock.level(),
      mayTake: true,
    });
  return { told, change, order, time };
};

describe('a reservation', () => {
  it('is released: its units can be sold again, and the ledger says for which order', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told } = shopOf(stock);
    await order('a', 3);
    await change('order-cancelled', { orderId: 'a' });
    expect(stock.level()).toMatchObject({ available: 10, reserved: 0 });
    expect(stock.reservation('a')).toMatchObject({ status: 'RELEASED', settledAt: NOW });
    expect(stock.ledger.at(-1)).toMatchObject({ availableDelta: 3, reservedDelta: -3, causeId: 'a' });
    expect(told).toMatchObject([{ type: 'reservation-released', detail: { orderId: 'a', quantity: 3 } }]);
  });

  it('is fulfilled: its units have left, and are not available again', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told } = shopOf(stock);
    await order('a', 3);
    await change('order-shipped', { orderId: 'a', productId: 'tv' });
    expect(stock.level()).toMatchObject({ available: 7, reserved: 0 });
    expect(told).toMatchObject([{ type: 'reservation-fulfilled' }]);
  });

  it('ends once: what comes again is told again, what comes too late is refused, and kept', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told } = shopOf(stock);
    await order('a', 3);
    for (const type of ['order-shipped', 'order-shipped', 'order-cancelled']) await change(type, { orderId: 'a' });
    expect(told.map(({ type }) => type)).toEqual([
      'reservation-fulfilled',
      'reservation-fulfilled',
      'order-change-refused',
    ]);
    expect(stock.reservation('a')).toMatchObject({
      status: 'FULFILLED',
      refusal: expect.stringContaining('order-cancelled changes nothing'),
    });
    expect(stock.level()).toMatchObject({ available: 7, reserved: 0 });
  });

  it('of a cancelled order is never made, also when the order comes after its cancellation', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told } = shopOf(stock);
    expect(await change('order-cancelled', { orderId: 'a' })).toBe(0);
    expect(told).toEqual([]);
    expect((await order('a', 3)).rejected).toMatchObject([{ reason: 'cancelled' }]);
    expect(stock.level()).toMatchObject({ available: 10, reserved: 0 });
  });

  it('that is shipped before its order came waits for it', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change } = shopOf(stock);
    expect(await change('order-shipped', { orderId: 'a' })).toBe(1);
    await order('a', 3);
    expect(await change('order-shipped', { orderId: 'a' })).toBe(0);
  });

  it('expires when its time is over and not before, and then neither ships nor expires again', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told, time } = shopOf(stock);
    await order('a', 3);
    const due = () => change('reservation-due', { orderId: 'a', productId: 'tv', locationId: 'main' });
    await due();
    expect(stock.reservation('a')).toMatchObject({ status: 'RESERVED', expiresAt: DAY_LATER });
    time.now = DAY_LATER;
    await due();
    await due();
    await change('order-shipped', { orderId: 'a' });
    expect(stock.reservation('a')).toMatchObject({ status: 'EXPIRED', refusal: expect.any(String) });
    expect(stock.level()).toMatchObject({ available: 10, reserved: 0 });
    expect(told.map(({ type }) => type)).toEqual([
      'reservation-expired',
      'reservation-expired',
      'order-change-refused',
    ]);
  });

  it('that ended before its time is over is left alone when that comes', async () => {
    const stock = new MemoryStock(stockLevel());
    const { order, change, told, time } = shopOf(stock);
    await order('a', 3);
    await change('order-shipped', { orderId: 'a' });
    time.now = DAY_LATER;
    await change('reservation-due', { orderId: 'a', productId: 'tv', locationId: 'main' });
    expect(told).toHaveLength(1);
    expect(stock.reservation('a')).not.toHaveProperty('refusal');
  });

  it('what cannot be read is recorded by its message', async () => {
    const stock = new MemoryStock(stockLevel());
    const { change, told } = shopOf(stock);
    await change('order-cancelled', {});
    expect(told).toMatchObject([{ type: 'order-rejected', detail: { reason: 'malformed order' } }]);
    expect(stock.reservation('message:m', 'none')).toMatchObject({ status: 'REJECTED' });
  });

  it('keeps books true and cancelled orders free of stock, whatever comes in whatever order', async () => {
    const step = fc.record({
      order: fc.integer({ min: 0, max: 6 }),
      what: fc.constantFrom('order', 'order-cancelled', 'order-shipped'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const stock = new MemoryStock(stockLevel({ available: 12 }));
        const { order, change, told } = shopOf(stock);
        await Promise.all(
          steps.map((each) =>
            each.what === 'order'
              ? order(`o-${each.order}`, each.order + 1)
              : change(each.what, { orderId: `o-${each.order}` }),
          ),
        );
        const rows = [...stock.reservations.values()];
        const unitsOf = (status: string) =>
          rows.filter((row) => row.status === status).reduce((sum, { quantity }) => sum + quantity, 0);
        expect(stock.level()).toMatchObject({
          available: 12 - unitsOf('RESERVED') - unitsOf('FULFILLED'),
          reserved: unitsOf('RESERVED'),
        });
        for (const { orderId, status } of rows) if (stock.cancelled.has(orderId)) expect(status).not.toBe('RESERVED');
        for (const { orderId, status } of rows.filter((row) => row.status === 'RELEASED' || row.status === 'FULFILLED'))
          expect(told).toContainEqual({
            type: status === 'RELEASED' ? 'reservation-released' : 'reservation-fulfilled',
            detail: expect.objectContaining({ orderId }),
          });
      }),
      { numRuns: 100 },
    );
  });
});
