import { describe, expect, it } from 'vitest';
import { approvalLimit, approvalsNeeded, isFirstOfTwo, remindAt, whyNotSettings } from './approval.ts';
import type { PurchaseOrder } from './models.ts';

const settings = { receiveOnApproval: true, approvalLimits: [{ currency: 'EUR', amount: 10_000 }] };

describe('an approval', () => {
  it.each([
    [100, 100, 1],
    [101, 100, 2],
    [undefined, 1_000_000, 1],
  ])('of units at %s, %d of them, needs %d', (unitCost, quantity, needed) => {
    expect(approvalsNeeded({ unitCost, quantity }, approvalLimit(settings, 'EUR'))).toBe(needed);
  });

  it('in a currency without a limit needs one', () => {
    expect(approvalsNeeded({ unitCost: 1_000, quantity: 1_000 }, approvalLimit(settings, 'CHF'))).toBe(1);
  });

  it('is the first of two until somebody has given that', () => {
    const order = { approvalsNeeded: 2 } as PurchaseOrder;
    expect(isFirstOfTwo(order)).toBe(true);
    expect(isFirstOfTwo({ ...order, firstApprovedById: 'ada' })).toBe(false);
    expect(isFirstOfTwo({ ...order, approvalsNeeded: 1 })).toBe(false);
  });
});

describe('the reminder', () => {
  const requested = '2026-03-04T10:00:00.000Z';
  it('comes before the deadline, and not in the first half of the time', () => {
    expect(remindAt(requested, '2026-03-05T10:00:00.000Z', 4 * 3600)).toBe('2026-03-05T06:00:00.000Z');
    expect(remindAt(requested, '2026-03-04T12:00:00.000Z', 4 * 3600)).toBe('2026-03-04T11:00:00.000Z');
  });
});

describe('settings', () => {
  const limits = (...approvalLimits: { currency: string; amount: number }[]) => ({ ...settings, approvalLimits });
  it('hold one limit in minor units for a currency', () => {
    expect(whyNotSettings(settings)).toBeUndefined();
    expect(whyNotSettings(limits())).toBeUndefined();
    expect(whyNotSettings(limits({ currency: 'euro', amount: 1 }))).toContain('three capital letters');
    expect(whyNotSettings(limits({ currency: 'EUR', amount: 1 }, { currency: 'EUR', amount: 2 }))).toContain(
      'one limit',
    );
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 31]) {
      expect(whyNotSettings(limits({ currency: 'EUR', amount }))).toContain('whole number');
    }
  });
});
