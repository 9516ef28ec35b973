import { describe, expect, it } from 'vitest';
import type { StockCover } from '../../lib/api-client.ts';
import { coverRows, coverWords, describeCover } from './cover.ts';
import { dayBars, describeDays } from './day-series.ts';

const NOW = Date.parse('2026-03-29T12:00:00Z');

describe('the days of a product', () => {
  const bars = dayBars([{ day: '2026-03-28', taken: 12, returned: 2, received: 30 }], NOW);

  it('are four weeks without a gap, what goes out below the line', () => {
    expect(bars).toHaveLength(28);
    expect(bars.at(-1)).toEqual({ at: Date.parse('2026-03-29'), received: 0, returned: 0, taken: 0 });
    expect(bars.at(-2)).toMatchObject({ received: 30, returned: 2, taken: -12 });
  });

  it('are told in a sentence', () => {
    expect(describeDays(bars)).toBe('In the last four weeks 12 taken by orders, 30 received, 2 given back.');
    expect(describeDays(dayBars([], NOW))).toMatch(/^Nothing/);
  });
});

const nothing = () => undefined;

describe('days of cover', () => {
  const cover = (productId: string, available: number, perDay: number): StockCover => ({
    productId,
    locationId: 'main',
    available,
    perDay,
    measuredAt: '2026-03-29T12:00:00Z',
  });
  const covers = [cover('tv', 20, 4), cover('desk', 30, 2), cover('lamp', 5, 0)];
  const rows = coverRows(
    covers,
    (productId) => (productId === 'desk' ? 4 : undefined),
    (productId) => (productId === 'desk' ? 3 : 5),
    8,
  );

  it('follow what is available now, the shortest first, and leave out what nobody uses', () => {
    expect(rows).toMatchObject([
      { productId: 'desk', days: 2, short: true, share: 0.4, leadShare: 0.6 },
      { productId: 'tv', days: 5, short: false, share: 1, leadShare: 1 },
    ]);
  });

  it('are drawn no longer than four weeks, so that one slow product does not make dots of the others', () => {
    const [quick, slow] = coverRows([cover('tv', 14, 1), cover('desk', 900, 1)], nothing, nothing, 8);
    expect([quick?.share, slow?.share, slow?.days]).toEqual([0.5, 1, 900]);
  });

  it('are those of every location, each by what it has, and only the first of them', () => {
    const east = { ...cover('tv', 6, 2), locationId: 'east' };
    const known = (productId: string, locationId: string) =>
      productId === 'tv' && locationId === 'main' ? 4 : undefined;
    const soonest = coverRows([...covers, east], known, nothing, 2);
    expect(soonest).toMatchObject([
      { productId: 'tv', locationId: 'main', days: 1 },
      { productId: 'tv', locationId: 'east', days: 3 },
    ]);
  });

  it('say no more digits than they are good for', () => {
    expect([0, 0.4, 1, 3.44, 12.6].map(coverWords)).toEqual([
      '0 days',
      'less than a day',
      '1 day',
      '3.4 days',
      '13 days',
    ]);
  });

  it('are told in a sentence', () => {
    const name = (productId: string) => productId.toUpperCase();
    expect(describeCover(rows, name)).toBe(
      'DESK is out first, in 2 days. 1 product lasts for less than its lead time.',
    );
    expect(describeCover([], name)).toBe('Nothing is used yet');
  });
});
