import { afterAll, beforeAll, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { reconcile } from './reconcile.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let operations: Operations;
let bus: Listener;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  operations = new Operations(new People(backend));
  bus = await Listener.on(backend);
});

afterAll(() => backend?.stop());

async function order(productId: string, quantity: number, more: object = { allowBackorder: true }): Promise<string> {
  const orderId = warehouse.newOrderId();
  await warehouse.order({ orderId, productId, quantity, ...more });
  return orderId;
}

const statusOf = async (...orderIds: string[]) =>
  Promise.all(orderIds.map(async (orderId) => (await warehouse.reservations(orderId)).map(({ status }) => status)[0]));

let adjustments = 0;
/** So many units turn up. */
async function add(productId: string, delta: number): Promise<void> {
  adjustments += 1;
  const adjustmentId = `found-${adjustments}`;
  await operations.adjust('operator', { adjustmentId, productId, delta, reason: 'FOUND' });
  await backend.settle();
}

async function expectTrueBooks(...productIds: string[]): Promise<void> {
  for (const productId of productIds) {
    const { available, reserved, backordered = 0 } = await warehouse.level(productId);
    expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
    const rows = (await warehouse.rows<{ productId: string; status: string; quantity: number }>('Reservation')).filter(
      (row) => row.productId === productId && row.status === 'BACKORDERED',
    );
    expect(rows.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(backordered);
    expect(await reconcile(backend, { productId })).toMatchObject({ findings: [] });
  }
}

const toldOf = async (...orderIds: string[]) =>
  (await bus.heard())
    .filter(({ detail }) => orderIds.includes(String(detail.orderId)))
    .map(({ type, detail }) => `${type} ${detail.orderId}`);

test('orders that wait are served when stock arrives, oldest first and once, and hold up newer ones until then', async () => {
  const productId = await warehouse.open({ available: 2, reorderPoint: 0 });
  const first = await order(productId, 3);
  const second = await order(productId, 2);
  const impatient = await order(productId, 1, {});
  const third = await order(productId, 1);
  expect(await statusOf(first, second, impatient, third)).toEqual([
    ...['BACKORDERED', 'BACKORDERED', 'UNAVAILABLE', 'BACKORDERED'],
  ]);
  expect(await warehouse.level(productId)).toMatchObject({ available: 2, reserved: 0, backordered: 6 });
  expect(await toldOf(first, second, impatient, third)).toEqual([
    `stock-backordered ${first}`,
    `stock-backordered ${second}`,
    `stock-unavailable ${impatient}`,
    `stock-backordered ${third}`,
  ]);

  await add(productId, 2);
  expect(await statusOf(first, second, third)).toEqual(['RESERVED', 'BACKORDERED', 'BACKORDERED']);
  expect(await warehouse.level(productId)).toMatchObject({ available: 1, reserved: 3, backordered: 3 });
  await add(productId, 2);
  expect(await statusOf(first, second, third)).toEqual(['RESERVED', 'RESERVED', 'RESERVED']);
  expect(await warehouse.level(productId)).toMatchObject({ available: 0, reserved: 6, backordered: 0 });
  expect(await toldOf(first, second, third)).toEqual([
    `stock-reserved ${first}`,
    `stock-reserved ${second}`,
    `stock-reserved ${third}`,
  ]);
  const [row] = await warehouse.reservations(first);
  expect(row).toMatchObject({ servedAt: expect.any(String), expiresAt: expect.any(String) });
  expect(row).not.toHaveProperty('waitingFor');
  await expectTrueBooks(productId);
});

test('what waits raises a purchase order for all of it, and is served by what comes of that', async () => {
  const productId = await warehouse.open({ available: 20, reorderPoint: 2, reorderQuantity: 10 });
  const waiting = await order(productId, 50);
  const [purchase] = await warehouse.purchaseOrders(productId);
  // The order asks for it, and so does the stock level that it waits for: whichever is first.
  expect(purchase).toMatchObject({
    reason: expect.stringMatching(/^(STOCK_UNAVAILABLE|LOW_STOCK)$/),
    quantityRequested: 50,
  });
  await operations.decide('approver', { purchaseOrderId: String(purchase?.purchaseOrderId), decision: 'APPROVED' });
  await backend.pass({ minutes: 1 });
  expect(await statusOf(waiting)).toEqual(['RESERVED']);
  await expectTrueBooks(productId);
});

test('a cancelled order leaves the queue, and whoever is behind it is served', async () => {
  const productId = await warehouse.open({ available: 2, reorderPoint: 0 });
  const [first, second] = [await order(productId, 5), await order(productId, 2)];
  await warehouse.change('order-shipped', { orderId: first });
  expect(await statusOf(first, second)).toEqual(['BACKORDERED', 'BACKORDERED']);
  await bus.heard();
  await warehouse.change('order-cancelled', { orderId: first });
  expect(await statusOf(first, second)).toEqual(['RELEASED', 'RESERVED']);
  expect((await toldOf(first, second)).sort()).toEqual([
    ...[`reservation-released ${first}`, `stock-reserved ${second}`].sort(),
  ]);
  expect(await warehouse.level(productId)).toMatchObject({ available: 0, reserved: 2, backordered: 0 });
  await warehouse.order({ orderId: first, productId, quantity: 5, allowBackorder: true });
  expect(await statusOf(first)).toEqual(['RELEASED']);
  await expectTrueBooks(productId);
});

test('an order of several lines waits as a whole, and is served when all of it is there', async () => {
  const [one, two] = [await warehouse.open({ available: 3 }), await warehouse.open({ available: 0 })];
  const whole = warehouse.newOrderId();
  const lines = [
    { productId: one, quantity: 2 },
    { productId: two, quantity: 1 },
  ];
  await warehouse.order({ orderId: whole, lines, allowBackorder: true });
  const behind = await order(one, 1);
  expect((await warehouse.reservations(whole)).map(({ status }) => status)).toEqual(['BACKORDERED', 'BACKORDERED']);
  await add(one, 1);
  expect(await statusOf(behind)).toEqual(['BACKORDERED']);
  await add(two, 1);
  expect((await warehouse.reservations(whole)).map(({ status }) => status)).toEqual(['RESERVED', 'RESERVED']);
  expect(await statusOf(behind)).toEqual(['RESERVED']);
  await expectTrueBooks(one, two);
});
