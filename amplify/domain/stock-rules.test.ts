import { describe, expect, it } from 'vitest';
import { resolvedKinds } from './alerts.ts';
import type { StockLevel } from './models.ts';
import { isCoolingDown, mayOrder } from './ordering.ts';
import { newPurchaseOrder, parsePurchaseRequest, refusal } from './purchase-request.ts';
import { SAMPLE_PRODUCTS } from './sample-products.ts';
import { checksOf } from './stock-change.ts';

const NOW = '2026-03-04T05:00:00.000Z';
const level = (more: Partial<StockLevel> = {}): StockLevel => ({
  productId: 'tv',
  locationId: 'main',
  available: 10,
  reserved: 0,
  reorderPoint: 2,
  status: 'IN_STOCK',
  version: 1,
  ...more,
});
const request = (more: Record<string, unknown> = {}) =>
  parsePurchaseRequest({ purchaseOrderId: 'p-1', executionArn: 'arn:x', productId: 'tv', ...more });

describe('the pause after a rejection', () => {
  const paused = { coolDownUntil: '2026-03-04T06:00:00.000Z', coolDownBelow: 2 };
  it('holds while stock is not below the balance at the decision', () => {
    expect(isCoolingDown(level({ ...paused, available: 2 }), NOW)).toBe(true);
    expect(mayOrder(level({ ...paused, available: 2 }), NOW)).toBe(false);
  });
  it('ends when stock falls further, and when its time is over', () => {
    expect(isCoolingDown(level({ ...paused, available: 1 }), NOW)).toBe(false);
    expect(isCoolingDown(level({ ...paused, available: 2 }), '2026-03-04T06:00:00.000Z')).toBe(false);
  });
});

describe('a purchase request', () => {
  it('in the form of the ancestor is a person asking, and is served whatever the stock', () => {
    const parsed = request({ minPOAmount: 10, quantityRequested: 3 });
    const settings = { receiveOnApproval: true };
    expect(parsed).toMatchObject({ locationId: 'main', reason: 'MANUAL' });
    expect(refusal(parsed, level(), NOW)).toBeUndefined();
    expect(
      newPurchaseOrder(parsed, level(), {}, settings, NOW, { deadlineSeconds: 60, reminderSeconds: 10 }),
    ).toMatchObject({
      quantity: 13,
      status: 'PENDING',
      deadline: '2026-03-04T05:01:00.000Z',
      remindAt: '2026-03-04T05:00:50.000Z',
      approvalsNeeded: 1,
    });
  });
  it('is refused while another order is open, or when stock came back', () => {
    expect(refusal(request(), level({ openPurchaseOrderId: 'p-0' }), NOW)).toContain('already open');
    expect(refusal(request({ reason: 'LOW_STOCK' }), level(), NOW)).toContain('come back');
    expect(refusal(request({ reason: 'STOCK_UNAVAILABLE', quantityRequested: 11 }), level(), NOW)).toBeUndefined();
  });
  it.each([{ productId: 7 }, { quantityRequested: -1 }, { quantityRequested: 1.5 }, { minPOAmount: '1' }])(
    'throws by name at %j',
    (more) => {
      expect(() => request(more)).toThrow(expect.objectContaining({ name: 'InvalidPurchaseRequest' }));
    },
  );
});

describe('changes of stock', () => {
  const change = (before: StockLevel | undefined, after: StockLevel, sequenceNumber: string) => ({
    before,
    after,
    sequenceNumber,
  });
  it('matter only in what is available, the reorder point and the status', () => {
    const low = level({ available: 1 });
    expect(checksOf([change(low, { ...low, version: 2, openPurchaseOrderId: 'p' }, '1')])).toEqual([]);
  });
  it('are looked at once a stock level, by the latest version, whatever their order', () => {
    const records = [
      change(level({ available: 2, version: 3 }), level({ available: 1, version: 4 }), '1'),
      change(level({ available: 9, version: 2 }), level({ available: 2, version: 3 }), '2'),
    ];
    expect(checksOf(records)).toEqual([
      { check: { productId: 'tv', locationId: 'main', rose: false }, sequenceNumber: '1' },
    ]);
  });
  it('of a level that is well stocked are not looked at, unless it rose', () => {
    expect(checksOf([change(level(), level({ available: 9, version: 2 }), '1')])).toEqual([]);
    expect(checksOf([change(level({ available: 1 }), level({ version: 2 }), '1')])).toMatchObject([
      { check: { rose: true } },
    ]);
  });
});

describe('alerts', () => {
  it('are over when their cause is gone', () => {
    expect(resolvedKinds(level({ available: 0 }))).toEqual([]);
    expect(resolvedKinds(level({ available: 2 }))).toEqual(['OUT_OF_STOCK']);
    expect(resolvedKinds(level())).toEqual(['OUT_OF_STOCK', 'LOW_STOCK', 'STOCK_UNAVAILABLE']);
  });
});

describe('the sample products', () => {
  it("carry the ancestor's numbers", () => {
    expect(
      SAMPLE_PRODUCTS.map(({ product, level: { available, reorderPoint } }) =>
        [product.productId, available, reorderPoint, product.reorderQuantity].join(' '),
      ),
    ).toEqual([
      'tv 10 2 10',
      'laptop 20 5 15',
      'keyboard 30 10 20',
      'mouse 50 15 30',
      'monitor 25 4 10',
      'desk 100 20 40',
      'chair 40 12 30',
    ]);
  });
});
