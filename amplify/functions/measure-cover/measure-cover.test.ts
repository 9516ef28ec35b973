import { beforeEach, describe, expect, it } from 'vitest';
import { stockKey } from '../../domain/stock-key.ts';
import type { StockCover, StockDay } from '../../domain/stock-use.ts';
import { measureCover } from './measure-cover.ts';

let now: string;
let levels: { productId: string; locationId: string; available: number; updatedAt: string }[];
let days: Map<string, StockDay[]>;
let covers: Map<string, StockCover>;

beforeEach(() => {
  now = '2026-03-04T10:00:00.000Z';
  const level = { locationId: 'main', available: 10, updatedAt: '2026-03-01T08:00:00.000Z' };
  levels = [
    { productId: 'tv', ...level },
    { productId: 'desk', ...level },
  ];
  days = new Map([['tv#main', [{ day: '2026-03-04', taken: 5, returned: 0, received: 0 }]]]);
  covers = new Map();
});

const run = () =>
  measureCover({
    levels: {
      async *pages() {
        for (const level of levels) yield [level];
      },
    },
    days: { since: async (key, first) => (days.get(key) ?? []).filter(({ day }) => day >= first) },
    covers: {
      measuredAt: async () => new Map([...covers].map(([key, { measuredAt }]) => [key, measuredAt])),
      put: async (cover) => void covers.set(stockKey(cover), cover),
    },
    now: () => now,
  })();

describe('measuring how long stock lasts', () => {
  it('begins with every stock level', async () => {
    expect(await run()).toEqual({ measured: 2 });
    expect(covers.get('tv#main')).toMatchObject({ available: 10, perDay: 5, coverDays: 2 });
    expect(covers.get('desk#main')).not.toHaveProperty('coverDays');
  });

  it('looks again at what has changed, and for a while after: its day is counted a moment later', async () => {
    await run();
    now = '2026-03-04T10:05:00.000Z';
    expect(await run()).toEqual({ measured: 0 });
    levels = levels.map((level) => ({ ...level, ...(level.productId === 'tv' && { available: 5, updatedAt: now }) }));
    now = '2026-03-04T10:10:00.000Z';
    expect(await run()).toEqual({ measured: 1 });
    expect(covers.get('tv#main')).toMatchObject({ available: 5, coverDays: 1 });
    now = '2026-03-04T10:15:00.000Z';
    expect(await run()).toEqual({ measured: 1 });
    now = '2026-03-04T10:30:00.000Z';
    await run();
    now = '2026-03-04T10:45:00.000Z';
    expect(await run()).toEqual({ measured: 0 });
  });

  it('looks at everything again on another day: what was used four weeks ago counts no more', async () => {
    await run();
    now = '2026-04-04T00:05:00.000Z';
    expect(await run()).toEqual({ measured: 2 });
    expect(covers.get('tv#main')).toMatchObject({ perDay: 0 });
  });
});
