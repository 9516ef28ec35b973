import { describe, expect, it } from 'vitest';
import type { Reservation } from '../../lib/api-client.ts';
import { buyersOf, tallyOf } from './contention.ts';
import { trackOrders } from './placed-orders.ts';

const race = { productId: 'tv', quantity: 4, orderIds: ['a', 'b', 'c'] };
const placed = race.orderIds.map((orderId) => ({ orderId, placedAt: 0 }));
const outcome = (orderId: string, status: Reservation['status'], availableQuantity?: number) =>
  ({ orderId, status, availableQuantity }) as Reservation;

describe('a race for what is left', () => {
  it('has no winner while nobody was answered', () => {
    const buyers = buyersOf(race, []);
    expect(buyers.map(({ result }) => result)).toEqual(['WAITING', 'WAITING', 'WAITING']);
    expect(tallyOf(race, buyers)).toEqual({ buyers: 3, answered: 0, won: 0, promised: 0, stock: 4 });
  });

  it('tells who won, and what the others found', () => {
    const orders = trackOrders(placed, [outcome('b', 'RESERVED'), outcome('c', 'UNAVAILABLE', 0)]);
    const buyers = buyersOf(race, orders);
    expect(buyers).toEqual([
      { orderId: 'a', number: 1, result: 'WAITING', left: undefined },
      { orderId: 'b', number: 2, result: 'WON', left: undefined },
      { orderId: 'c', number: 3, result: 'LOST', left: 0 },
    ]);
    expect(tallyOf(race, buyers)).toMatchObject({ answered: 2, won: 1, promised: 4, stock: 4 });
  });

  it('counts what was shipped or given back since as won', () => {
    const buyers = buyersOf(race, trackOrders(placed, [outcome('a', 'FULFILLED'), outcome('b', 'RELEASED')]));
    expect(tallyOf(race, buyers).won).toBe(2);
  });
});
