import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transfer } from '../../amplify/domain/models.ts';
import { Backend } from './backend.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { reconcile } from './reconcile.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

let backend: Backend;
let people: People;
let warehouse: Warehouse;
let operations: Operations;
let transfers = 0;

beforeAll(async () => {
  backend = await Backend.start();
  people = new People(backend);
  warehouse = new Warehouse(backend);
  operations = new Operations(people);
  await operations.saveLocation('operator', { locationId: 'shop', name: 'Shop' });
});

afterAll(() => backend?.stop());

const transferOf = (more: Partial<Transfer> & { productId: string }): Transfer => {
  transfers += 1;
  return { transferId: `transfer-${transfers}`, fromLocationId: 'main', toLocationId: 'shop', quantity: 4, ...more };
};

const transfer = async (more: Partial<Transfer> & { productId: string }) => {
  const movements = await operations.transfer('operator', transferOf(more));
  await backend.settle();
  return movements;
};

/** Each place's balance is the sum of its own entries. */
const expectTrueBooks = async (productId: string): Promise<void> => {
  const ledger = await warehouse.ledger(productId);
  for (const place of new Set(ledger.map(({ locationId }) => locationId))) {
    const { available, reserved } = await warehouse.level(productId, place);
    expect(balanceOf(ledger.filter(({ locationId }) => locationId === place))).toEqual({ available, reserved });
  }
  expect((await reconcile(backend, { productId })).findings).toEqual([]);
};

describe('a location', () => {
  test('is opened under an id that stays, with a name that can be changed', async () => {
    const opened = await operations.saveLocation('operator', { locationId: 'north', name: ' North ' });
    expect(opened).toMatchObject({ locationId: 'north', name: 'North', changedBy: 'Oscar Operator' });
    await backend.pass({ seconds: 1 });
    const named = await operations.saveLocation('manager', { ...opened, name: 'North hall', seenAt: opened.updatedAt });
    expect(named).toMatchObject({ name: 'North hall' });
    const late = operations.saveLocation('operator', { ...opened, name: 'Late', seenAt: opened.updatedAt });
    await expect(late).rejects.toThrow('Somebody has changed it meanwhile');
    await expect(operations.saveLocation('operator', { locationId: 'north', name: 'Again' })).rejects.toThrow(
      'There is a location north already.',
    );
    const { items } = await people.ask<{ items: object[] }>(
      'viewer',
      'query { listLocations { items { locationId name } } }',
      {},
    );
    expect(items).toContainEqual({ locationId: 'north', name: 'North hall' });
  });

  test.each([
    { name: 'an id with a #', input: { locationId: 'a#b', name: 'A' }, says: /location id is of/ },
    { name: 'no id', input: { locationId: '', name: 'A' }, says: /location id is of|locationId/ },
    { name: 'a blank name', input: { locationId: 'blank', name: '  ' }, says: /A name is needed/ },
    { name: 'a very long name', input: { locationId: 'long', name: 'x'.repeat(201) }, says: /at most 200/ },
  ])('is refused with $name', async ({ input, says }) => {
    await expect(operations.saveLocation('operator', input)).rejects.toThrow(says);
  });
});

describe('a transfer', () => {
  test('moves stock, opens it where it was never kept, and is in the ledger of both places', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
    const [left, arrived] = await transfer({ productId });
    expect(left).toMatchObject({ cause: 'TRANSFER', availableDelta: -4, availableAfter: 6, actor: 'Oscar Operator' });
    expect(arrived).toMatchObject({ cause: 'TRANSFER', availableDelta: 4, availableAfter: 4, reservedDelta: 0 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 6, status: 'IN_STOCK' });
    expect(await warehouse.level(productId, 'shop')).toMatchObject({ available: 4, reserved: 0, status: 'IN_STOCK' });
    expect(await warehouse.purchaseOrders(productId)).toEqual([]);
    await expectTrueBooks(productId);
  });

  test('makes the place that it leaves low, and serves who waits where it arrives', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 5 });
    await transfer({ productId, quantity: 1 });
    const orderId = warehouse.newOrderId();
    await warehouse.order({ orderId, productId, quantity: 3, locationId: 'shop', allowBackorder: true });
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'BACKORDERED', locationId: 'shop' }]);
    await transfer({ productId, quantity: 5 });
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
    expect(await warehouse.level(productId, 'shop')).toMatchObject({ available: 3, reserved: 3 });
    const orders = await warehouse.purchaseOrders(productId);
    expect(orders.map(({ locationId }) => locationId)).toContain('main');
    await expectTrueBooks(productId);
  });

  test('of all there is marks the place OUT_OF_STOCK; back again, it is in stock', async () => {
    const productId = await warehouse.open({ available: 4, reorderPoint: 0 });
    await transfer({ productId });
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
    await transfer({ productId, fromLocationId: 'shop', toLocationId: 'main', quantity: 1 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 1, status: 'IN_STOCK' });
    await expectTrueBooks(productId);
  });

  test('sent several times under one id is made once', async () => {
    const productId = await warehouse.open({ available: 10 });
    const input = transferOf({ productId });
    const answers = await Promise.all([1, 2, 3].map(() => operations.transfer('operator', input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await backend.settle();
    expect(await warehouse.level(productId)).toMatchObject({ available: 6 });
    await expect(operations.transfer('operator', { ...input, quantity: 1 })).rejects.toThrow(
      'Another transfer has the id',
    );
    await expectTrueBooks(productId);
  });

  test('leaves what is reserved where it was promised', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 0 });
    await warehouse.take(productId, 8);
    await expect(operations.transfer('operator', transferOf({ productId, quantity: 3 }))).rejects.toThrow(
      'Only 2 are available at main: 3 cannot leave it.',
    );
    await transfer({ productId, quantity: 2 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, reserved: 8 });
    await expectTrueBooks(productId);
  });

  test.each([
    { name: 'of nothing', more: { quantity: 0 }, says: /whole number from 1/ },
    { name: 'of less than nothing', more: { quantity: -1 }, says: /whole number from 1/ },
    { name: 'of more than a million', more: { quantity: 1_000_001 }, says: /whole number from 1/ },
    { name: 'to where it is', more: { toLocationId: 'main' }, says: /two different locations/ },
    { name: 'to a location that nobody opened', more: { toLocationId: 'shpo' }, says: /no location shpo/ },
    { name: 'from where there is none of it', more: { fromLocationId: 'north' }, says: /not stocked at north/ },
    { name: 'of an unknown product', more: { productId: 'spaceship' }, says: /spaceship is not stocked at main/ },
    { name: 'under no id', more: { transferId: 'a b' }, says: /transfer id is of/ },
  ])('that makes no sense is refused and changes nothing: $name', async ({ more, says }) => {
    const productId = await warehouse.open({ available: 10 });
    await expect(operations.transfer('operator', transferOf({ productId, ...more }))).rejects.toThrow(says);
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, version: 1 });
    expect(await warehouse.ledger(productId)).toHaveLength(1);
  });

  test('while orders come at both places keeps all books true', async () => {
    const productId = await warehouse.open({ available: 30, reorderPoint: 0 });
    await transfer({ productId, quantity: 10 });
    const orders = ['main', 'shop'].flatMap((locationId) =>
      Array.from({ length: 6 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1, locationId })),
    );
    const moves = [2, 3].map((quantity) => operations.transfer('operator', transferOf({ productId, quantity })));
    await Promise.all([warehouse.send(...orders), ...moves]);
    await backend.settle();
    expect(await warehouse.level(productId)).toMatchObject({ available: 9, reserved: 6 });
    expect(await warehouse.level(productId, 'shop')).toMatchObject({ available: 9, reserved: 6 });
    await expectTrueBooks(productId);
  });
});

test('the daily check compares the books of every location', async () => {
  const productId = await warehouse.open({ available: 10 });
  await transfer({ productId });
  await backend.sweep();
  const { items } = await people.ask<{ items: { locationId: string; checked: number }[] }>(
    'viewer',
    'query { listStockChecks { items { locationId checked } } }',
    {},
  );
  expect(items.map(({ locationId }) => locationId).sort()).toEqual(['main', 'north', 'shop']);
  expect(items.find(({ locationId }) => locationId === 'shop')?.checked).toBeGreaterThan(0);
});
