import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayShard, productShard, timeKey } from '../../domain/time-keys.ts';
import { reservationHistory } from './reservation-history.ts';
import type { ReadShard, ReservationItem } from './shard-reader.ts';

const NOW = new Date('2026-03-10T12:00:00.000Z');

type Row = ReservationItem & { dayShard: string; productShard: string; status: string };

function row(minutesAgo: number, number: number, status = 'RESERVED', productId = 'tv'): Row {
  const createdAt = new Date(NOW.getTime() - minutesAgo * 60_000).toISOString();
  const orderId = `order-${number}`;
  return {
    orderId,
    productId,
    status,
    createdAt,
    dayShard: dayShard(createdAt, orderId),
    productShard: productShard(productId, orderId),
    timeKey: timeKey(createdAt, orderId, productId),
  };
}

/** An index as DynamoDB reads it: the limit counts before the filter, and a cut page says where it stopped. */
const index =
  (rows: Row[], attribute: 'dayShard' | 'productShard'): ReadShard =>
  async ({ shard, before, limit, status }) => {
    const all = rows
      .filter((item) => item[attribute] === shard && item.timeKey < before)
      .sort((a, b) => (a.timeKey < b.timeKey ? 1 : -1));
    const page = all.slice(0, limit);
    return {
      items: page.filter((item) => !status || item.status === status),
      readTo: page.length < limit ? undefined : page.at(-1)?.timeKey,
    };
  };

async function readAll(rows: Row[], filter: Record<string, unknown>, limit: number): Promise<string[]> {
  const history = reservationHistory({
    byDay: index(rows, 'dayShard'),
    byProduct: index(rows, 'productShard'),
    now: () => NOW,
  });
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await history({ arguments: { ...filter, limit, cursor } as never });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    keys.push(...page.items.map((item) => item.timeKey));
    cursor = page.cursor;
  } while (cursor);
  return keys;
}

const newestFirst = (rows: Row[]) =>
  rows
    .map((item) => item.timeKey)
    .sort()
    .reverse();

describe('reservationHistory', () => {
  it('gives out every reservation once, newest first, at any page size', async () => {
    const histories = fc.array(
      fc.record({ ago: fc.nat(10 * 24 * 60), status: fc.constantFrom('RESERVED', 'UNAVAILABLE') }),
      {
        maxLength: 120,
      },
    );
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 40 }), async (entries, limit) => {
        const rows = entries.map(({ ago, status }, number) => row(ago, number, status));
        expect(await readAll(rows, {}, limit)).toEqual(newestFirst(rows));
        expect(await readAll(rows, { productId: 'tv' }, limit)).toEqual(newestFirst(rows));
      }),
      { numRuns: 60 },
    );
  });

  it('filters by status without losing any', async () => {
    const rows = Array.from({ length: 90 }, (_, number) =>
      row(number, number, number % 9 === 0 ? 'UNAVAILABLE' : 'RESERVED'),
    );
    const wanted = rows.filter(({ status }) => status === 'UNAVAILABLE');
    expect(await readAll(rows, { status: 'UNAVAILABLE' }, 4)).toEqual(newestFirst(wanted));
    expect(await readAll(rows, { status: 'UNAVAILABLE', productId: 'tv' }, 4)).toEqual(newestFirst(wanted));
  });

  it('reads on over days without a reservation, and ends after a month of them', async () => {
    const rows = [row(0, 1), row(20 * 24 * 60, 2), row(60 * 24 * 60, 3)];
    expect(await readAll(rows, {}, 10)).toEqual(newestFirst(rows.slice(0, 2)));
  });

  it('refuses a page size out of bounds and a cursor that is none', async () => {
    await expect(readAll([], {}, 0)).rejects.toThrow('limit');
    await expect(readAll([], {}, 201)).rejects.toThrow('limit');
    await expect(readAll([], { cursor: 'x' }, 10)).resolves.toEqual([]);
    const history = reservationHistory({
      byDay: index([], 'dayShard'),
      byProduct: index([], 'productShard'),
      now: () => NOW,
    });
    await expect(history({ arguments: { cursor: 'garbage' } })).rejects.toThrow('cursor');
  });
});
