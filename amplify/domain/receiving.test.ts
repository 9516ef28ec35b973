import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from './models.ts';
import { afterReceipt, newReceipt, outstanding } from './receiving.ts';

const NOW = '2026-03-04T05:00:00.000Z';
const order = (more: Partial<PurchaseOrder> = {}): PurchaseOrder => ({
  purchaseOrderId: 'p-1',
  productId: 'tv',
  locationId: 'main',
  quantity: 10,
  quantityRequested: 0,
  minPOAmount: 10,
  reason: 'LOW_STOCK',
  status: 'ORDERED',
  phase: 'OPEN',
  requestedAt: NOW,
  deadline: NOW,
  ...more,
});
const arrived = (quantity: number) => ({ receiptId: 'r-1', quantity, receivedBy: 'ann' });

describe('a receipt', () => {
  it('says what came, when and to whom', () => {
    expect(newReceipt(order(), arrived(4), NOW)).toEqual({
      receiptId: 'r-1',
      purchaseOrderId: 'p-1',
      productId: 'tv',
      locationId: 'main',
      quantity: 4,
      receivedAt: NOW,
      receivedBy: 'ann',
      untold: 'UNTOLD',
    });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d is none', (quantity) => {
    expect(() => newReceipt(order(), arrived(quantity), NOW)).toThrow('whole number from 1');
  });

  it('is never of more than is still to come', () => {
    const partly = order({ status: 'PARTIALLY_RECEIVED', quantityReceived: 7 });
    expect(outstanding(partly)).toBe(3);
    expect(newReceipt(partly, arrived(3), NOW).quantity).toBe(3);
    expect(() => newReceipt(partly, arrived(4), NOW)).toThrow('Only 3 of 10 are still to come, not 4.');
  });

  it.each(['PENDING', 'AWAITING_DECISION', 'APPROVED', 'REJECTED', 'EXPIRED'] as const)(
    'of what is %s is none',
    (status) => {
      expect(() => newReceipt(order({ status }), arrived(1), NOW)).toThrow(`is ${status}`);
    },
  );

  it('of an order that has ended says how it did', () => {
    const ended = { phase: 'CLOSED', closedAt: NOW } as const;
    expect(() => newReceipt(order({ ...ended, status: 'RECEIVED' }), arrived(1), NOW)).toThrow('received in full at');
    const short = order({ ...ended, status: 'CLOSED_SHORT', closedBy: 'Oscar' });
    expect(() => newReceipt(short, arrived(1), NOW)).toThrow('Oscar closed purchase order p-1 short');
  });
});

describe('an order after a receipt', () => {
  it('is received in part until everything has come', () => {
    expect(afterReceipt(order(), { quantity: 4 })).toEqual({ status: 'PARTIALLY_RECEIVED', quantityReceived: 4 });
    expect(afterReceipt(order({ quantityReceived: 4 }), { quantity: 6 })).toEqual({
      status: 'RECEIVED',
      quantityReceived: 10,
    });
  });
});
