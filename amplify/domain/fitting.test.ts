import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLines, fitNone, transactionRounds } from './fitting.ts';
import type { OrderLine } from './order.ts';

const line = (orderId: string, quantity: number): OrderLine => ({
  orderId,
  productId: 'tv',
  locationId: 'main',
  quantity,
  messageIds: [`m-${orderId}-${quantity}`],
});
const lines = fc
  .array(fc.record({ order: fc.integer({ min: 0, max: 40 }), quantity: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 150,
  })
  .map((drafts) => drafts.map(({ order, quantity }) => line(`o-${order}`, quantity)));

describe('fitting lines into stock', () => {
  it('serves them in order and lets smaller ones pass one that is too large', () => {
    const { reserved, unavailable } = fitLines([line('a', 3), line('b', 9), line('c', 2)], 5);
    expect(reserved.map(({ orderId }) => orderId)).toEqual(['a', 'c']);
    expect(unavailable).toMatchObject([{ line: { orderId: 'b' }, availableQuantity: 2 }]);
  });

  it('tells an order that is too large how much there was', () => {
    expect(fitNone([line('a', 6)], 5)).toMatchObject({ reserved: [], unavailable: [{ availableQuantity: 5 }], sum: 0 });
  });

  it('never takes more than there is, loses no line, and refuses none that would have fitted', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (all, available) => {
        const { reserved, unavailable, sum } = fitLines(all, available);
        expect(sum).toBeLessThanOrEqual(available);
        expect(reserved.reduce((total, each) => total + each.quantity, 0)).toBe(sum);
        expect(reserved.length + unavailable.length).toBe(all.length);
        for (const each of unavailable) expect(each.line.quantity).toBeGreaterThan(each.availableQuantity);
      }),
    );
  });
});

describe('rounds of a transaction', () => {
  it('never hold an order twice nor too many lines, and keep the order of one order', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 98 }), (all, size) => {
        const rounds = transactionRounds(all, size);
        for (const round of rounds) {
          expect(round.length).toBeLessThanOrEqual(size);
          expect(new Set(round.map(({ orderId }) => orderId)).size).toBe(round.length);
        }
        expect(rounds.flat()).toHaveLength(all.length);
        for (const orderId of new Set(all.map((each) => each.orderId))) {
          const own = (from: OrderLine[]) => from.filter((each) => each.orderId === orderId);
          expect(own(rounds.flat())).toEqual(own(all));
        }
      }),
    );
  });
});
