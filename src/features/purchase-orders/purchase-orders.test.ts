import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { afterDecision } from './mutations.ts';
import { byDeadline, isPending, nextPending, selectHistory } from './purchase-order-filter.ts';
import { restate, totalCost, whoDecided, whyRaised } from './wording.ts';

const order = (purchaseOrderId: string, more: Partial<PurchaseOrder> = {}) =>
  ({
    purchaseOrderId,
    productId: 'tv',
    status: 'AWAITING_DECISION',
    quantity: 13,
    requestedAt: '2026-03-04T10:00:00Z',
    deadline: '2026-03-05T10:00:00Z',
    updatedAt: '2026-03-04T10:00:00Z',
    ...more,
  }) as PurchaseOrder;

describe('pending purchase orders', () => {
  it('are sorted by what is due first', () => {
    const orders = [
      order('b'),
      order('a', { deadline: '2026-03-06T00:00:00Z' }),
      order('c', { deadline: '2026-03-04T12:00:00Z' }),
    ];
    expect(orders.sort(byDeadline).map(({ purchaseOrderId }) => purchaseOrderId)).toEqual(['c', 'b', 'a']);
  });

  it('hand the focus to the next one, else to the first that is left', () => {
    const orders = [order('a'), order('b'), order('c', { status: 'APPROVED' })];
    expect(nextPending(orders, 'a')).toBe('b');
    expect(nextPending(orders, 'b')).toBe('a');
    expect(nextPending([order('a')], 'a')).toBeUndefined();
  });
});

describe('the history', () => {
  const orders = [
    order('old', { status: 'REJECTED', decidedAt: '2026-03-01T00:00:00Z' }),
    order('new', { status: 'APPROVED', decidedAt: '2026-03-03T00:00:00Z', productId: 'desk' }),
    order('waiting'),
  ];

  it('holds what was decided, newest first', () => {
    expect(selectHistory(orders, {}).map(({ purchaseOrderId }) => purchaseOrderId)).toEqual(['new', 'old']);
  });

  it('is filtered by decision and product', () => {
    expect(selectHistory(orders, { status: 'REJECTED' })).toHaveLength(1);
    expect(selectHistory(orders, { productId: 'desk' })).toHaveLength(1);
  });
});

describe('a decision', () => {
  const decision = {
    accepted: false,
    message: 'Rejected by ana at 10:05.',
    purchaseOrderId: 'a',
    status: 'REJECTED' as const,
    decidedAt: '2026-03-04T10:05:00Z',
    decidedBy: 'ana',
    note: 'Too many.',
  };

  it('shows the order as the backend says it stands, also for whoever was second', () => {
    const { accepted, order: after } = afterDecision(order('a'), decision);
    expect(accepted).toBe(false);
    expect(after).toMatchObject({ status: 'REJECTED', decidedBy: 'ana', note: 'Too many.', quantity: 13 });
    expect(isPending(after)).toBe(false);
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(order('a').updatedAt));
  });

  it('names who was first and how long ago', () => {
    const { order: after } = afterDecision(order('a'), decision);
    expect(whoDecided(after, Date.parse('2026-03-04T10:05:12Z'))).toBe('Rejected by ana 12 sec. ago');
  });
});

describe('the words of a purchase order', () => {
  it('say why it was raised', () => {
    expect(whyRaised(order('a', { availableAtRequest: 3, reorderPointAtRequest: 5 }))).toBe(
      '3 available, reorder point 5',
    );
    expect(whyRaised(order('a'))).toBe('');
  });

  it('restate what is bought, for how much and from whom', () => {
    expect(restate(order('a', { unitCost: 2, currency: 'USD' }), 'TV', 'Northwind')).toBe(
      '13 × TV for $26.00 from Northwind',
    );
    expect(restate(order('a'), 'TV', null)).toBe('13 × TV');
    expect(totalCost(order('a'))).toBeUndefined();
  });
});
