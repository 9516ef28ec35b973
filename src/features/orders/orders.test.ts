import { describe, expect, it } from 'vitest';
import type { OrderRate, Reservation } from '../../lib/api-client.ts';
import { checkCount, checkQuantity } from './check-order.ts';
import { bucketRates, describeRates, totalOf, windowsOf } from './order-rate.ts';
import { countOutcomes, describeOutcomes, trackOrders } from './placed-orders.ts';
import { rateWords } from './sample-orders-switch.tsx';

const NOW = Date.parse('2026-03-04T00:20:30Z');
const rate = (day: string, minute: string, reserved: number, unavailable = 0) =>
  ({ day, minute, reserved, unavailable, rejected: 0 }) as OrderRate;

describe('orders over time', () => {
  it('reads yesterday too when the range reaches into it', () => {
    expect(windowsOf(NOW, 60)).toEqual([
      { day: '2026-03-03', from: '23:20' },
      { day: '2026-03-04', from: '00:00' },
    ]);
    expect(windowsOf(NOW, 10)).toEqual([{ day: '2026-03-04', from: '00:10' }]);
  });

  it('counts into equal buckets with the empty ones kept', () => {
    const buckets = bucketRates([rate('2026-03-03', '23:25', 2), rate('2026-03-04', '00:20', 3, 1)], '1h', NOW);
    expect(buckets).toHaveLength(60);
    expect(buckets.at(-1)).toMatchObject({ reserved: 3, unavailable: 1 });
    expect(totalOf(buckets)).toEqual({ reserved: 5, unavailable: 1, rejected: 0 });
  });

  it('adds minutes up in a wider range and drops what is older', () => {
    const buckets = bucketRates(
      [rate('2026-03-04', '00:11', 2), rate('2026-03-04', '00:19', 3), rate('2026-03-01', '10:00', 9)],
      '6h',
      NOW,
    );
    expect(buckets.find(({ at }) => at === Date.parse('2026-03-04T00:10:00Z'))).toMatchObject({ reserved: 5 });
    expect(totalOf(buckets).reserved).toBe(5);
  });

  it('is told in one sentence', () => {
    expect(describeRates(bucketRates([rate('2026-03-04', '00:20', 3, 1)], '1h', NOW), '1h')).toBe(
      'Last hour: 3 reserved, 1 unavailable.',
    );
    expect(describeRates([], '24h')).toBe('Last 24 hours: no orders.');
  });
});

describe('placed orders', () => {
  const placed = ['a', 'b', 'c'].map((orderId) => ({ orderId, placedAt: NOW }));
  const outcome = (orderId: string, status: Reservation['status']) => ({ orderId, status }) as Reservation;

  it('wait until their outcome is known', () => {
    const orders = trackOrders(placed, [
      outcome('b', 'RESERVED'),
      outcome('c', 'UNAVAILABLE'),
      outcome('z', 'RESERVED'),
    ]);
    expect(orders.map((order) => order.outcome)).toEqual(['WAITING', 'RESERVED', 'UNAVAILABLE']);
    expect(describeOutcomes(countOutcomes(orders))).toBe('2 of 3 done: 1 reserved, 1 unavailable.');
  });

  it('say so while all of them wait', () => {
    expect(describeOutcomes(countOutcomes(trackOrders(placed, [])))).toBe('0 of 3 done.');
  });
});

describe('what is typed', () => {
  it('is a whole number from one', () => {
    expect(checkQuantity('5')).toBeNull();
    for (const nonsense of [0, -1, 1.5, '', 'many', 2 ** 53]) expect(checkQuantity(nonsense)).not.toBeNull();
  });

  it('is a burst of at most a thousand', () => {
    expect(checkCount(1000)).toBeNull();
    expect(checkCount(1001)).toMatch(/1 to 1000/);
  });
});

describe('the rate of sample orders', () => {
  it('reads as people say it', () => {
    expect(rateWords('rate(1 minutes)')).toBe('every minute');
    expect(rateWords('rate(5 minutes)')).toBe('every 5 minutes');
    expect(rateWords('cron(0 * * * ? *)')).toBe('cron(0 * * * ? *)');
  });
});
