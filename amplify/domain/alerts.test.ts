import { describe, expect, it } from 'vitest';
import { checkSnooze, isSnoozed } from './alerts.ts';

const NOW = '2026-03-04T05:06:07.000Z';

describe('a snooze', () => {
  it('lasts until an instant, at most a month away, and is kept as UTC', () => {
    expect(checkSnooze('2026-03-04T10:00:00+02:00', NOW)).toBe('2026-03-04T08:00:00.000Z');
    expect(() => checkSnooze('2026-04-05T00:00:00Z', NOW)).toThrow('a month at most');
    expect(() => checkSnooze('soon', NOW)).toThrow('until an instant');
  });

  it('holds while the alert is open and the instant is to come', () => {
    const now = Date.parse(NOW);
    expect(isSnoozed({ status: 'OPEN', snoozedUntil: '2026-03-04T05:06:08Z' }, now)).toBe(true);
    expect(isSnoozed({ status: 'OPEN', snoozedUntil: NOW }, now)).toBe(false);
    expect(isSnoozed({ status: 'OPEN' }, now)).toBe(false);
    expect(isSnoozed({ status: 'RESOLVED', snoozedUntil: '2026-03-04T05:06:08Z' }, now)).toBe(false);
  });
});
