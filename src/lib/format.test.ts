import { describe, expect, it } from 'vitest';
import { formatClock, formatTick } from './format.ts';

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
