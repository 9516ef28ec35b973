import { describe, expect, it } from 'vitest';
import { alertRow, productRow, purchaseOrderRow, reservationRow, stockLevelRow, stockMovementRow } from './rows.ts';
import { dayShards, productShards } from './time-keys.ts';

const NOW = '2026-03-04T05:06:07.089Z';
const stamps = (typename: string) => ({ __typename: typename, createdAt: NOW, updatedAt: NOW });

describe('rows look as Amplify writes them', () => {
  it('a product', () => {
    expect(productRow({ productId: 'tv', name: 'TV', reorderQuantity: 10 }, NOW)).toEqual({
      productId: 'tv',
      name: 'TV',
      reorderQuantity: 10,
      ...stamps('Product'),
    });
  });

  it('a stock level', () => {
    const level = { productId: 'tv', locationId: 'main', available: 1, reserved: 2, reorderPoint: 3, version: 4 };
    expect(stockLevelRow({ ...level, status: 'IN_STOCK' }, NOW)).toMatchObject({ ...level, ...stamps('StockLevel') });
  });

  it('a reservation, with its joined sort attribute and the shards of its indexes', () => {
    const row = reservationRow(
      { orderId: 'o-1', productId: 'tv', locationId: 'main', quantity: 1, status: 'RESERVED' },
      NOW,
    );
    expect(row).toMatchObject({
      ...stamps('Reservation'),
      'productId#locationId': 'tv#main',
      productId: 'tv',
      locationId: 'main',
      timeKey: `${NOW}#o-1#tv`,
    });
    expect(dayShards('2026-03-04')).toContain(row.dayShard);
    expect(productShards('tv')).toContain(row.productShard);
  });

  it('a ledger entry, in order of time', () => {
    const movement = {
      productId: 'tv',
      locationId: 'main',
      availableDelta: -1,
      reservedDelta: 1,
      availableAfter: 9,
      reservedAfter: 1,
      cause: 'ORDER',
      causeId: 'o-1',
      actor: 'reserve-stock',
    } as const;
    expect(stockMovementRow(movement, NOW)).toEqual({
      ...movement,
      ...stamps('StockMovement'),
      movementId: `${NOW}#ORDER#o-1`,
    });
  });

  it('an alert and a purchase order', () => {
    const key = { productId: 'tv', locationId: 'main' };
    expect(alertRow({ ...key, alertId: 'a', kind: 'LOW_STOCK', status: 'OPEN', message: 'low' }, NOW)).toMatchObject(
      stamps('Alert'),
    );
    expect(
      purchaseOrderRow(
        {
          ...key,
          purchaseOrderId: 'p',
          quantity: 1,
          quantityRequested: 0,
          minPOAmount: 1,
          reason: 'LOW_STOCK',
          status: 'PENDING',
          phase: 'OPEN',
          requestedAt: NOW,
          deadline: NOW,
        },
        NOW,
      ),
    ).toMatchObject({ ...stamps('PurchaseOrder'), phase: 'OPEN' });
  });
});

describe('shards', () => {
  it('spread orders evenly over a day', () => {
    const counts = new Map<string, number>();
    for (let order = 0; order < 16_000; order += 1) {
      const { dayShard } = reservationRow(
        { orderId: `order-${order}`, productId: 'tv', locationId: 'main', quantity: 1, status: 'RESERVED' },
        NOW,
      );
      counts.set(dayShard, (counts.get(dayShard) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(dayShards('2026-03-04'));
    for (const count of counts.values()) expect(count).toBeGreaterThan(700);
  });
});
