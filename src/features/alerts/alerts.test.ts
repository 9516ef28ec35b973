import { describe, expect, it } from 'vitest';
import type { Alert } from '../../lib/api-client.ts';
import { selectAlerts, statusOf } from './alert-filter.ts';
import { SNOOZES, snoozeUntil } from './snoozes.ts';

const NOW = Date.parse('2026-03-04T10:00:00Z');
const alert = (alertId: string, more: Partial<Alert>) =>
  ({
    alertId,
    productId: alertId,
    kind: 'LOW_STOCK',
    status: 'OPEN',
    createdAt: '2026-03-04T09:00:00Z',
    ...more,
  }) as Alert;
const ALERTS = [
  alert('seen', { status: 'ACKNOWLEDGED' }),
  alert('new', {}),
  alert('later', { snoozedUntil: '2026-03-04T10:00:01Z' }),
  alert('again', { snoozedUntil: '2026-03-04T09:59:59Z' }),
];
const ids = (list: 'open' | 'snoozed' | 'acknowledged', now = NOW) =>
  selectAlerts(ALERTS, { list, sort: 'product' }, (id) => id, now).map(({ alertId }) => alertId);

describe('a snoozed alert', () => {
  it('is in a list of its own until its time, and open again after it', () => {
    expect(ids('open')).toEqual(['again', 'new']);
    expect(ids('snoozed')).toEqual(['later']);
    expect(ids('acknowledged')).toEqual(['seen']);
    expect(ids('open', NOW + 1000)).toEqual(['again', 'later', 'new']);
    expect(statusOf('snoozed')).toBe('OPEN');
  });

  it('comes back after so many hours, or in the morning of a day', () => {
    const now = new Date(2026, 2, 4, 23, 30);
    expect(SNOOZES.map((choice) => snoozeUntil(choice, now))).toEqual([
      new Date(2026, 2, 5, 0, 30),
      new Date(2026, 2, 5, 3, 30),
      new Date(2026, 2, 5, 8),
      new Date(2026, 2, 11, 8),
    ]);
  });
});
