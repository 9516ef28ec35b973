import { describe, expect, it } from 'vitest';
import type { Product, PurchaseOrder } from '../../lib/api-client.ts';
import { minorOf, wholeOf } from '../../lib/money.ts';
import { afterDecision } from './mutations.ts';
import { byDeadline, canReturn, isPending, isUnderWay, nextPending, selectHistory } from './purchase-order-filter.ts';
import { checkReceived } from './receive-form.tsx';
import { aboutOffer, checkRequested } from './request-form.tsx';
import { limitsOf } from './settings-values.ts';
import { howMuchCame, restate, totalCost, whoDecided, whyNotYou, whyRaised } from './wording.ts';

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
    order('new', {
      status: 'RECEIVED',
      decidedAt: '2026-03-02T00:00:00Z',
      closedAt: '2026-03-03T00:00:00Z',
      productId: 'desk',
    }),
    order('waiting'),
    order('coming', { status: 'ORDERED', phase: 'OPEN', decidedAt: '2026-03-04T00:00:00Z' }),
  ];

  it('holds what has ended, newest first', () => {
    expect(selectHistory(orders, {}).map(({ purchaseOrderId }) => purchaseOrderId)).toEqual(['new', 'old']);
  });

  it('is filtered by its end and by product', () => {
    expect(selectHistory(orders, { status: 'REJECTED' })).toHaveLength(1);
    expect(selectHistory(orders, { productId: 'desk' })).toHaveLength(1);
  });
});

describe('a decision', () => {
  const decision = {
    undoUntil: '2026-03-04T10:05:10Z',
    updatedAt: '2026-03-04T10:05:00Z',
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

describe('returning a decision', () => {
  const decided = order('a', { status: 'APPROVED', decidedBy: 'Ana', undoUntil: '2026-03-04T10:00:10Z' });
  const at = (time: string) => Date.parse(`2026-03-04T${time}Z`);

  it('is offered to who made it, and only while it can be', () => {
    expect(canReturn(decided, 'Ana', at('10:00:09'))).toBe(true);
    expect(canReturn(decided, 'Ana', at('10:00:10'))).toBe(false);
    expect(canReturn(decided, 'Bo', at('10:00:09'))).toBe(false);
    expect(canReturn({ ...decided, status: 'ORDERED' }, 'Ana', at('10:00:09'))).toBe(false);
    expect(canReturn(order('b'), 'Ana', at('10:00:09'))).toBe(false);
  });
});

describe('what is under way', () => {
  const coming = order('a', { status: 'PARTIALLY_RECEIVED', phase: 'OPEN', quantityReceived: 4, decidedBy: 'Ana' });

  it('was approved, and has not all come', () => {
    expect(isUnderWay(coming)).toBe(true);
    expect(isUnderWay(order('b', { status: 'APPROVED', phase: 'CLOSED' }))).toBe(false);
    expect(isUnderWay(order('c', { phase: 'OPEN' }))).toBe(false);
  });

  it('says how much came, and that it was approved', () => {
    expect(howMuchCame(coming)).toBe('4 of 13');
    expect(whoDecided(coming, 0)).toBe('Approved by Ana');
  });

  it.each([
    ['', 'A whole number from 1.'],
    [0, 'A whole number from 1.'],
    [1.5, 'A whole number from 1.'],
    [10, 'Only 9 are still to come.'],
    [9, null],
  ])('takes of %j: %j', (quantity, problem) => {
    expect(checkReceived(quantity, 9)).toBe(problem);
  });
});

describe('asking for an order', () => {
  const supplier = {
    ...{ supplierId: 's', name: 'Northwind', leadTimeDays: 3 },
    ...{ minimumQuantity: 10, multiple: 5, currency: 'EUR' },
    ...{ createdAt: '2026-03-04T05:00:00.000Z', updatedAt: '2026-03-04T05:00:00.000Z' },
  };

  it.each([
    ['', 'A whole number from 1.'],
    [1.5, 'A whole number from 1.'],
    [5, 'The supplier delivers at least 10.'],
    [12, 'The supplier delivers multiples of 5.'],
    [15, null],
  ])('checks %j as the backend does: %j', (quantity, problem) => {
    expect(checkRequested(quantity, supplier)).toBe(problem);
  });

  it('tells who delivers, when, in what packs and for how much', () => {
    const product = { unitCost: 250 } as Product;
    expect(aboutOffer({ product, supplier }, 10)).toMatch(/^From Northwind in 3 days, at least 10, in 5s: €\s?25\.00$/);
    expect(aboutOffer({ product, supplier: undefined }, 10)).toBe('No supplier is known.');
  });

  it('is no approval: who asked, or approved first, is told to leave it to others', () => {
    expect(whyNotYou(order('a', { requestedBy: 'Ana' }), 'Ana')).toContain('You requested it');
    expect(whyNotYou(order('a', { firstApprovedBy: 'Ana' }), 'Ana')).toContain('second approver');
    expect(whyNotYou(order('a', { requestedBy: 'Bo' }), 'Ana')).toBeUndefined();
  });

  it('names who cancelled it', () => {
    expect(whoDecided(order('a', { status: 'CANCELLED', closedBy: 'Bo' }), 0)).toBe('Cancelled by Bo');
  });
});

describe('approval limits', () => {
  const settings = { receiveOnApproval: true, approvalLimits: [{ currency: 'EUR', amount: 2_000_050 }] };

  it('are typed in whole units and kept in minor ones, of which a currency has a hundred, a thousand or none', () => {
    expect(wholeOf(2_000_050, 'EUR')).toBe(20_000.5);
    expect(minorOf(20_000.5, 'EUR')).toBe(2_000_050);
    expect(minorOf(500, 'JPY')).toBe(500);
    expect(minorOf(1.5, 'KWD')).toBe(1500);
    expect(wholeOf(undefined, 'EUR')).toBe('');
  });

  it('are of every currency in which somebody delivers', () => {
    const chosen = { ...settings, changedBy: null, updatedAt: '' };
    expect(limitsOf(chosen, ['JPY'])).toEqual([
      { currency: 'EUR', amount: 2_000_050 },
      { currency: 'JPY', amount: undefined },
    ]);
    expect(limitsOf(null, [])).toEqual([]);
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
    expect(restate(order('a', { unitCost: 200, currency: 'USD', supplierName: 'Northwind' }), 'TV')).toBe(
      '13 × TV for $26.00 from Northwind',
    );
    expect(restate(order('a'), 'TV')).toBe('13 × TV');
    expect(totalCost(order('a'))).toBeUndefined();
  });
});
