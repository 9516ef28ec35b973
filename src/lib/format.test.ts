import { describe, expect, it } from 'vitest';
import { formatClock, formatMoney, formatTick } from './format.ts';

describe('a tick of a time axis', () => {
  const noon = Date.UTC(2026, 2, 4, 12);
  const hours = (count: number) => count * 3_600_000;

  it('is the time of day within a day', () => {
    expect(formatTick(noon, hours(24))).toBe(formatClock(noon));
  });

  it('names the day as soon as the axis holds several', () => {
    const next = noon + hours(24);
    expect(formatTick(noon, hours(48))).not.toBe(formatTick(next, hours(48)));
    expect(formatTick(noon, hours(24 * 7))).not.toBe(formatTick(next, hours(24 * 7)));
  });
});

describe('money', () => {
  it('is given in minor units, of which a currency has a hundred, a thousand or none', () => {
    expect(formatMoney(1250, 'EUR')).toMatch(/12[.,]50/);
    expect(formatMoney(1250, 'JPY')).toMatch(/1[.,]?250$/);
    expect(formatMoney(1250, 'KWD')).toMatch(/1[.,]250/);
  });
});
