import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { deadLettersOf, depthOf } from './queues.ts';
import { reconcile } from './reconcile.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

/** What happens to a reservation after it was made. */

let backend: Backend;
let warehouse: Warehouse;
let bus: Listener;
let productId: string;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  bus = await Listener.on(backend);
  await backend.switchSweeps(false);
});

beforeEach(async () => {
  productId = await warehouse.open({ available: 10, reorderPoint: 0 });
  await bus.heard();
});

afterAll(() => backend?.stop());

/** Ledger, level and reservations agree, now and after the indexes have been believed. */
async function expectTrueBooks(): Promise<void> {
  const { available, reserved } = await warehouse.level(productId);
  expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
  expect((await reconcile(backend, { productId })).findings).toEqual([]);
  await backend.pass({ minutes: 2 });
  expect((await reconcile(backend, { productId })).findings).toEqual([]);
}

describe('a cancelled order', () => {
  test('gives its stock back, once, and says so as often as it is told', async () => {
    const orderId = await warehouse.take(productId, 3);
    await bus.heard();
    for (let times = 0; times < 2; times += 1) await warehouse.change('order-cancelled', { orderId });
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, reserved: 0, status: 'IN_STOCK' });
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ status: 'RELEASED', quantity: 3, settledAt: backend.now() }),
    ]);
    const told = { type: 'reservation-released', detail: { orderId, productId, locationId: 'main', quantity: 3 } };
    expect(await bus.heard()).toEqual([told, told]);
    expect(await warehouse.ledger(productId)).toContainEqual(
      expect.objectContaining({ availableDelta: 3, reservedDelta: -3, cause: 'RELEASE', causeId: orderId }),
    );
    await expectTrueBooks();
  });

  test('that comes before its order keeps it from ever being reserved', async () => {
    const orderId = warehouse.newOrderId();
    await warehouse.change('order-cancelled', { orderId });
    for (let times = 0; times < 2; times += 1) await warehouse.order({ orderId, productId, quantity: 3 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, reserved: 0 });
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ status: 'REJECTED', reason: expect.stringMatching(/^cancelled/), deliveries: 2 }),
    ]);
    expect(await bus.heardOf('order-rejected')).toMatchObject([{ reason: 'cancelled' }, { reason: 'cancelled' }]);
  });

  test('may be a line of one: the others stay', async () => {
    const other = await warehouse.open();
    const orderId = warehouse.newOrderId();
    await warehouse.change('order-cancelled', { orderId, productId: other });
    await warehouse.order({ orderId, productId, quantity: 1 }, { orderId, productId: other, quantity: 1 });
    const statuses = (await warehouse.reservations(orderId)).map((row) => [row.productId, row.status]);
    expect(Object.fromEntries(statuses)).toEqual({ [productId]: 'RESERVED', [other]: 'REJECTED' });
  });

  test('makes an empty shelf sell again', async () => {
    const orderId = await warehouse.take(productId, 10);
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
    await warehouse.change('order-cancelled', { orderId });
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, status: 'IN_STOCK' });
  });
});

describe('a shipped order', () => {
  test('leaves the house: its units are neither reserved nor available, and the ledger says why', async () => {
    const orderId = await warehouse.take(productId, 4);
    await bus.heard();
    await warehouse.change('order-shipped', { orderId, productId });
    expect(await warehouse.level(productId)).toMatchObject({ available: 6, reserved: 0 });
    expect(await bus.heardOf('reservation-fulfilled')).toMatchObject([{ orderId, productId, quantity: 4 }]);
    expect(await warehouse.ledger(productId)).toContainEqual(
      expect.objectContaining({ availableDelta: 0, reservedDelta: -4, cause: 'FULFILMENT', causeId: orderId }),
    );
    await expectTrueBooks();
  });

  test('cannot be cancelled: that is refused aloud, and kept with the reservation', async () => {
    const orderId = await warehouse.take(productId, 4);
    await warehouse.change('order-shipped', { orderId });
    await bus.heard();
    await warehouse.change('order-cancelled', { orderId });
    expect(await bus.heard()).toMatchObject([
      { type: 'order-change-refused', detail: { orderId, change: 'order-cancelled', status: 'FULFILLED' } },
    ]);
    expect(await warehouse.reservations(orderId)).toMatchObject([
      { status: 'FULFILLED', refusal: expect.stringContaining('order-cancelled') },
    ]);
    expect(await warehouse.level(productId)).toMatchObject({ available: 6, reserved: 0 });
  });

  test('that comes before its order waits for it, and is put aside with an alarm when that never comes', async () => {
    const [orderId, never] = [warehouse.newOrderId(), warehouse.newOrderId()];
    await warehouse.change('order-shipped', { orderId }, { orderId: never });
    await warehouse.order({ orderId, productId, quantity: 2 });
    await backend.pass({ minutes: 10 });
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'FULFILLED' }]);
    const queue = String(backend.outputs.custom.orderChangeQueueUrl);
    expect(await depthOf(backend, queue)).toEqual({ visible: 0, inFlight: 0 });
    expect(await depthOf(backend, await deadLettersOf(backend, queue))).toEqual({ visible: 1, inFlight: 0 });
  });
});

test('a change that cannot be read is recorded, and no order is changed by it', async () => {
  const orderId = await warehouse.take(productId, 2);
  await bus.heard();
  await warehouse.change('order-cancelled', { orderId, productId: 7 }, { productId }, {});
  expect(await bus.heard()).toHaveLength(3);
  expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
  expect(await warehouse.level(productId)).toMatchObject({ available: 8, reserved: 2 });
});

describe('a reservation that nobody claims', () => {
  test('expires after a day, gives its stock back and says so once', async () => {
    const orderId = await warehouse.take(productId, 3);
    const shipped = await warehouse.take(productId, 1);
    await warehouse.change('order-shipped', { orderId: shipped });
    await bus.heard();
    await backend.pass({ hours: 23, minutes: 55 });
    await backend.sweep();
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
    await backend.pass({ minutes: 5 });
    await backend.sweep();
    await backend.sweep();
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'EXPIRED', settledAt: backend.now() }]);
    const expired = (await bus.heardOf('reservation-expired')).filter((detail) => detail.productId === productId);
    expect(expired).toMatchObject([{ orderId, quantity: 3 }]);
    expect(await warehouse.level(productId)).toMatchObject({ available: 9, reserved: 0 });
    expect(await warehouse.ledger(productId)).toContainEqual(
      expect.objectContaining({ availableDelta: 3, reservedDelta: -3, cause: 'EXPIRY', causeId: orderId }),
    );
    expect(await warehouse.reservations(shipped)).toMatchObject([{ status: 'FULFILLED' }]);
    await expectTrueBooks();
  });

  test('expires as its product says, by the schedule alone', async () => {
    const hasty = await warehouse.open({ available: 5, reservationHours: 2 });
    const orderId = await warehouse.take(hasty, 5);
    await backend.switchSweeps(true);
    await backend.pass({ hours: 1, minutes: 50 });
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
    await backend.pass({ minutes: 15 });
    await backend.switchSweeps(false);
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'EXPIRED' }]);
    expect(await warehouse.level(hasty)).toMatchObject({ available: 5, reserved: 0, status: 'IN_STOCK' });
  });
});
