import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reservationKey } from '../../amplify/domain/rows.ts';
import { Backend } from './backend.ts';
import { Operations } from './operations.ts';
import { People, type Who } from './people.ts';
import { type Finding, type Reconciliation, reconcile } from './reconcile.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

interface StockCheck {
  checkedAt: string;
  checked: number;
  differences: number;
  findings: { productId: string; kind: string; outcome: string }[];
}

let backend: Backend;
let warehouse: Warehouse;
let people: People;
let productId: string;
let orderId: string;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  people = new People(backend);
  await backend.switchSweeps(false);
});
afterAll(() => backend?.stop());

/** A product with a history of its own: opened with 20, two orders, an adjustment; a minute and more ago. */
beforeEach(async () => {
  productId = await warehouse.open({ available: 20, reorderPoint: 0 });
  await warehouse.take(productId, 3);
  orderId = await warehouse.take(productId, 2);
  await new Operations(people).adjust('operator', {
    adjustmentId: `adjust-${productId}`,
    productId,
    delta: 5,
    reason: 'FOUND',
    text: 'Some stood behind the shelf',
  });
  await backend.pass({ minutes: 2 });
});

const overwriteLevel = (changes: Record<string, unknown>) =>
  backend.clients.documents.send(
    new UpdateCommand({
      TableName: backend.table('StockLevel'),
      Key: { productId, locationId: 'main' },
      UpdateExpression: `SET ${Object.keys(changes)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(Object.keys(changes).map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(changes).map(([name, value]) => [`:${name}`, value]),
      ),
    }),
  );

const loseEntry = async (cause: string, nth = 0) => {
  const entry = (await warehouse.ledger(productId)).filter((each) => each.cause === cause)[nth];
  await backend.clients.documents.send(
    new DeleteCommand({
      TableName: backend.table('StockMovement'),
      Key: { productId, movementId: entry?.movementId },
    }),
  );
};

const changeReservation = (quantity: number | undefined) => {
  const TableName = backend.table('Reservation');
  const Key = reservationKey(orderId, productId, 'main');
  return backend.clients.documents.send(
    quantity === undefined
      ? new DeleteCommand({ TableName, Key })
      : new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: 'SET quantity = :quantity',
          ExpressionAttributeValues: { ':quantity': quantity },
        }),
  );
};

const outcomes = ({ findings }: Reconciliation): [Finding['kind'], Finding['outcome']][] =>
  findings.map(({ kind, outcome }) => [kind, outcome]);

const LEVEL = { available: 20, reserved: 5, status: 'IN_STOCK' };

describe('books that were written by the backend', () => {
  test('differ nowhere', async () => {
    const { checked, findings, cursor } = await reconcile(backend);
    expect(findings).toEqual([]);
    expect(cursor).toBeNull();
    // The sample products, and this one.
    expect(checked).toBeGreaterThanOrEqual(8);
  });

  test('differ nowhere the moment an order that had long waited is served, nor after', async () => {
    const waiting = warehouse.newOrderId();
    await warehouse.order({ orderId: waiting, productId, quantity: 30, allowBackorder: true });
    await backend.pass({ minutes: 5 });
    const found = { adjustmentId: `found-${productId}`, productId, delta: 20, reason: 'FOUND' } as const;
    await new Operations(people).adjust('operator', found);
    await backend.settle();
    expect(await warehouse.reservations(waiting)).toMatchObject([{ status: 'RESERVED' }]);
    expect((await reconcile(backend, { productId })).findings).toEqual([]);
    await warehouse.change('order-cancelled', { orderId: waiting });
    expect((await reconcile(backend, { productId })).findings).toEqual([]);
    await backend.pass({ minutes: 5 });
    expect((await reconcile(backend, { productId })).findings).toEqual([]);
  });
});

const DAMAGES: [string, () => Promise<unknown>, Finding['kind'][], Record<string, unknown>][] = [
  ['a stock level with too many available', () => overwriteLevel({ available: 99 }), ['LEVEL'], LEVEL],
  ['a stock level with too few reserved', () => overwriteLevel({ reserved: 1 }), ['LEVEL'], LEVEL],
  ['a stock level below zero', () => overwriteLevel({ available: -4, reserved: -1 }), ['LEVEL'], LEVEL],
  ['a ledger without the entry of an order', () => loseEntry('ORDER'), ['LEDGER'], LEVEL],
  ['a ledger without the entry of the last order', () => loseEntry('ORDER', 1), ['LEDGER'], LEVEL],
  [
    'a stock level with too many available, and an order after that',
    async () => {
      await overwriteLevel({ available: 99 });
      await warehouse.take(productId, 1);
    },
    ['LEVEL'],
    { available: 19, reserved: 6, status: 'IN_STOCK' },
  ],
  [
    'a ledger without the entry of an adjustment',
    () => loseEntry('ADJUSTMENT'),
    ['LEVEL'],
    { available: 15, reserved: 5, status: 'IN_STOCK' },
  ],
  [
    'a lost reservation',
    () => changeReservation(undefined),
    ['RESERVATIONS'],
    { available: 22, reserved: 3, status: 'IN_STOCK' },
  ],
  [
    'a reservation of more than was taken',
    () => changeReservation(7),
    ['RESERVATIONS'],
    { available: 15, reserved: 10, status: 'IN_STOCK' },
  ],
  ['a status that has not followed', () => overwriteLevel({ status: 'OUT_OF_STOCK' }), ['STATUS'], LEVEL],
  [
    'a stock level that nobody waits for any more',
    () => overwriteLevel({ backordered: 4 }),
    ['BACKORDERED'],
    { ...LEVEL, backordered: 0 },
  ],
  ['a claim of no order', () => overwriteLevel({ openPurchaseOrderId: 'gone' }), ['CLAIM'], LEVEL],
];

describe('damage', () => {
  test.each(DAMAGES)('%s is found, repaired, told, and then is no more', async (_, damage, kinds, level) => {
    await damage();
    await backend.settle();
    const damaged = await warehouse.level(productId);
    const found = await reconcile(backend, { productId });
    expect(outcomes(found)).toEqual(kinds.map((kind) => [kind, 'FOUND']));
    expect(await warehouse.level(productId)).toEqual(damaged);

    const repaired = await reconcile(backend, { productId, repair: true, actor: 'Olga Operator' });
    expect(outcomes(repaired)).toEqual(kinds.map((kind) => [kind, 'REPAIRED']));
    const after = await warehouse.level(productId);
    expect(after).toMatchObject({ ...level, version: damaged.version + 1 });
    expect(after.openPurchaseOrderId).not.toBe('gone');
    const ledger = await warehouse.ledger(productId);
    expect(balanceOf(ledger)).toEqual({ available: after.available, reserved: after.reserved });
    const entries = ledger.filter(({ cause }) => cause === 'RECONCILIATION');
    expect(entries).toMatchObject([
      { actor: 'Olga Operator', note: found.findings.map(({ message }) => message).join('; ') },
    ]);

    expect((await reconcile(backend, { productId })).findings).toEqual([]);
  });

  test('that a person has to judge is left as it is, and said', async () => {
    await changeReservation(40);
    const before = await warehouse.level(productId);
    const told = await reconcile(backend, { productId, repair: true });
    expect(outcomes(told)).toEqual([
      ['RESERVATIONS', 'NEEDS_PERSON'],
      ['NEGATIVE', 'NEEDS_PERSON'],
    ]);
    expect(await warehouse.level(productId)).toEqual(before);
  });

  test('of a claim is repaired so that the open order can be received', async () => {
    const low = await warehouse.open({ available: 5, reorderPoint: 3, reorderQuantity: 10 });
    await warehouse.take(low, 3);
    const [order] = await warehouse.purchaseOrders(low);
    expect(await warehouse.level(low)).toMatchObject({ openPurchaseOrderId: order?.purchaseOrderId });
    productId = low;
    await backend.clients.documents.send(
      new UpdateCommand({
        TableName: backend.table('StockLevel'),
        Key: { productId, locationId: 'main' },
        UpdateExpression: 'REMOVE openPurchaseOrderId',
      }),
    );
    expect(outcomes(await reconcile(backend, { productId, repair: true }))).toEqual([['CLAIM', 'REPAIRED']]);
    expect(await warehouse.level(low)).toMatchObject({ openPurchaseOrderId: order?.purchaseOrderId });
    expect((await reconcile(backend, { productId })).findings).toEqual([]);
  });

  test('of a second open order is named, and the order to reject with it', async () => {
    const [order] = await openOrderOf(5);
    await backend.clients.documents.send(
      new PutCommand({ TableName: backend.table('PurchaseOrder'), Item: { ...order, purchaseOrderId: 'second' } }),
    );
    const { findings } = await reconcile(backend, { productId, repair: true });
    expect(findings).toMatchObject([{ kind: 'SECOND_ORDER', outcome: 'NEEDS_PERSON' }]);
    expect(findings[0]?.message).toContain('second');
    await backend.clients.documents.send(
      new DeleteCommand({ TableName: backend.table('PurchaseOrder'), Key: { purchaseOrderId: 'second' } }),
    );
  });
});

const openOrderOf = async (available: number) => {
  productId = await warehouse.open({ available, reorderPoint: 3, reorderQuantity: 10 });
  await warehouse.take(productId, 3);
  return warehouse.purchaseOrders(productId);
};

describe('what a check came to', () => {
  const kept = (who: Who = 'viewer') =>
    people.ask<StockCheck | null>(
      who,
      `query { getStockCheck(locationId: "main") {
        checkedAt checkedBy checked differences findings { productId kind outcome } leftOffAt
        mendedAt mendedBy mended { productId kind }
      } }`,
      {},
    );

  test('by the clock is kept for whoever reads, and changes nothing', async () => {
    await overwriteLevel({ available: 99 });
    const before = await warehouse.level(productId);
    await backend.sweep();
    const check = await kept();
    expect(check).toMatchObject({ checkedAt: backend.now(), checkedBy: 'reconcile-stock', leftOffAt: null });
    // Other tests leave behind what a person has to judge.
    expect(check?.findings.filter((each) => each.productId === productId)).toEqual([
      { productId, kind: 'LEVEL', outcome: 'FOUND' },
    ]);
    expect(check?.differences).toBe(check?.findings.length);
    expect(await warehouse.level(productId)).toEqual(before);
  });

  test('of one product leaves the last look at all as it was, and names who mended it', async () => {
    await reconcile(backend, { actor: 'Max Manager' });
    const before = await kept();
    await overwriteLevel({ available: 99 });
    await backend.pass({ minutes: 2 });
    await reconcile(backend, { productId, repair: true, actor: 'Olga Operator' });
    expect(await kept()).toEqual({
      ...before,
      ...{ mendedAt: backend.now(), mendedBy: 'Olga Operator', mended: [{ productId, kind: 'LEVEL' }] },
    });
    expect(before).toMatchObject({ checkedBy: 'Max Manager' });
    expect(before?.findings.map((each) => each.productId)).not.toContain(productId);
  });

  test('in parts is added up, and a part of another check is not', async () => {
    const stored = () =>
      backend.clients.documents.send(
        new UpdateCommand({
          TableName: backend.table('StockCheck'),
          Key: { locationId: 'main' },
          UpdateExpression: 'SET leftOffAt = :product, checked = :seven',
          ExpressionAttributeValues: { ':product': 'monitor', ':seven': 7 },
        }),
      );
    await reconcile(backend);
    await stored();
    const { checked } = await reconcile(backend, { cursor: 'monitor#main' });
    expect(await kept()).toMatchObject({ checked: 7 + checked, leftOffAt: null });
    const whole = await kept();
    await reconcile(backend, { cursor: 'monitor#main' });
    expect(await kept()).toEqual(whole);
  });
});

describe('while orders pour in', () => {
  test('no difference is found that is none, and a repair loses no order', async () => {
    const STOCK = 5_000;
    const busy = await warehouse.open({ available: STOCK, reorderPoint: 0 });
    await backend.pass({ minutes: 2 });
    let poured = 0;
    const pour = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        await warehouse.send(
          ...Array.from({ length: 10 }, () => ({ orderId: warehouse.newOrderId(), productId: busy, quantity: 1 })),
        );
        poured += 10;
      }
    };
    let looking = true;
    const isBehind = async () => (await warehouse.level(busy)).reserved < poured - 20;
    // However fast the machine: orders come, as fast as they are served, for as long as it takes to look.
    const pouring = (async () => {
      while (looking) {
        await pour(1);
        while (await isBehind());
      }
      await backend.settle();
    })();
    const meanwhile = await reconcile(backend, { productId: busy });
    looking = false;
    await pouring;
    expect(meanwhile.findings.filter(({ outcome }) => outcome !== 'UNSETTLED')).toEqual([]);
    expect(await warehouse.level(busy)).toMatchObject({ available: STOCK - poured, reserved: poured });

    await backend.pass({ minutes: 2 });
    productId = busy;
    await overwriteLevel({ available: 9_000 });
    const more = pour(6).then(() => backend.settle());
    const { findings } = await reconcile(backend, { productId: busy, repair: true });
    await more;
    if (findings[0]?.outcome === 'UNSETTLED') await reconcile(backend, { productId: busy, repair: true });
    expect(await warehouse.level(busy)).toMatchObject({ available: STOCK - poured, reserved: poured });
    await backend.pass({ minutes: 2 });
    expect((await reconcile(backend, { productId: busy })).findings).toEqual([]);
  });
});

describe('people', () => {
  test('who operate may reconcile on the dashboard, and stand in the ledger by name; others may not', async () => {
    await overwriteLevel({ available: 99 });
    const query = `mutation Reconcile($productId: ID, $repair: Boolean) {
      reconcileStock(productId: $productId, repair: $repair) { checked findings { productId kind message outcome } cursor }
    }`;
    await expect(people.ask('approver', query, { productId })).rejects.toThrow(/Unauthorized|Not Authorized/);
    expect(await people.ask<Reconciliation>('operator', query, { productId })).toMatchObject({
      checked: 1,
      findings: [{ kind: 'LEVEL', outcome: 'FOUND' }],
    });
    expect(await people.ask<Reconciliation>('operator', query, { productId, repair: true })).toMatchObject({
      findings: [{ kind: 'LEVEL', outcome: 'REPAIRED' }],
    });
    const entry = (await warehouse.ledger(productId)).find(({ cause }) => cause === 'RECONCILIATION');
    expect(entry?.actor).toMatch(/Operator/);
  });
});
