import { describe, expect, it } from 'vitest';
import { coverOf, firstDayOfUse, type StockDay, usePerDay } from './stock-use.ts';

const NOW = '2026-03-29T12:00:00.000Z';
const day = (name: string, taken: number, returned = 0): StockDay => ({ day: name, taken, returned, received: 0 });

describe('what is used a day', () => {
  it('is what orders took and did not give back, over the time since the first of the days', () => {
    expect(usePerDay([day('2026-03-27', 30), day('2026-03-25', 25, 10)], NOW)).toBeCloseTo(45 / 4.5);
  });

  it('is no more than today’s orders on the first day', () => {
    expect(usePerDay([day('2026-03-29', 6)], NOW)).toBe(6);
  });

  it('is never less than nothing, and nothing where there are no days', () => {
    expect(usePerDay([day('2026-03-28', 2, 5)], NOW)).toBe(0);
    expect(usePerDay([], NOW)).toBe(0);
  });

  it('looks back for four weeks', () => {
    expect(firstDayOfUse(NOW)).toBe('2026-03-02');
  });
});

describe('the cover of a stock level', () => {
  const level = { productId: 'tv', locationId: 'main', available: 9 };

  it('is how many days it lasts', () => {
    expect(coverOf(level, [day('2026-03-29', 6)], NOW)).toEqual({
      ...level,
      perDay: 6,
      coverDays: 1.5,
      measuredAt: NOW,
    });
    expect(coverOf({ ...level, available: 0 }, [day('2026-03-29', 6)], NOW)).toMatchObject({ coverDays: 0 });
  });

  it('has no end where nothing is used', () => {
    expect(coverOf(level, [], NOW)).toEqual({ ...level, perDay: 0, measuredAt: NOW });
  });
});
