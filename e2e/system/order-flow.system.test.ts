import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { deadLettersOf, depthOf } from './queues.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let bus: Listener;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  bus = await Listener.on(backend);
});

afterAll(() => backend?.stop());

/** Nothing is left of any message: neither waiting, nor in work, nor put aside. */
async function expectNothingLeft(): Promise<void> {
  const queue = String(backend.outputs.custom.orderQueueUrl);
  const nothing = { visible: 0, inFlight: 0 };
  expect(await depthOf(backend, queue)).toEqual(nothing);
  expect(await depthOf(backend, await deadLettersOf(backend, queue))).toEqual(nothing);
}

async function expectTrueBooks(productId: string): Promise<void> {
  const { available, reserved } = await warehouse.level(productId);
  const ledger = await warehouse.ledger(productId);
  expect(available).toBeGreaterThanOrEqual(0);
  expect(balanceOf(ledger)).toEqual({ available, reserved });
  expect(ledger).toContainEqual(expect.objectContaining({ availableAfter: available, reservedAfter: reserved }));
}

test('an order that fits is reserved, and told', async () => {
  const productId = await warehouse.open({ available: 10 });
  await bus.heard();
  const orderId = await warehouse.take(productId, 3);

  expect(await warehouse.level(productId)).toMatchObject({ available: 7, reserved: 3, status: 'IN_STOCK' });
  expect(await warehouse.reservations(orderId)).toEqual([
    expect.objectContaining({ productId, quantity: 3, status: 'RESERVED', deliveries: 1 }),
  ]);
  expect(await bus.heard()).toEqual([{ type: 'stock-reserved', detail: { productId, orderId, requestedQuantity: 3 } }]);
  expect(await warehouse.ledger(productId)).toContainEqual(
    expect.objectContaining({ availableDelta: -3, reservedDelta: 3, cause: 'ORDER', causeId: orderId }),
  );
  await expectTrueBooks(productId);
});

test('orders that do not fit stay without stock, and raise one purchase order and one alert between them', async () => {
  const productId = await warehouse.open({ available: 5, reorderPoint: 2, reorderQuantity: 20 });
  await bus.heard();
  const first = await warehouse.take(productId, 6);

  expect(await warehouse.reservations(first)).toEqual([
    expect.objectContaining({ status: 'UNAVAILABLE', quantity: 6, availableQuantity: 5 }),
  ]);
  expect(await warehouse.level(productId)).toMatchObject({ available: 5, reserved: 0 });
  const heard = await bus.heard();
  expect(heard).toHaveLength(2);
  expect(heard).toContainEqual({
    type: 'stock-unavailable',
    detail: { productId, orderId: first, requestedQuantity: 6, availableQuantity: 5 },
  });
  expect(heard).toContainEqual({
    type: 'create-purchase-order',
    detail: expect.objectContaining({ productId, minPOAmount: 20, quantityRequested: 6, causeId: first }),
  });

  const second = await warehouse.take(productId, 9);
  expect(await bus.heard()).toEqual([
    {
      type: 'stock-unavailable',
      detail: { productId, orderId: second, requestedQuantity: 9, availableQuantity: 5 },
    },
  ]);
  expect(await warehouse.alerts(productId)).toEqual([
    expect.objectContaining({ kind: 'STOCK_UNAVAILABLE', status: 'OPEN' }),
  ]);
  expect(await warehouse.purchaseOrders(productId)).toEqual([
    expect.objectContaining({
      ...{ quantity: 26, reason: 'STOCK_UNAVAILABLE', status: 'AWAITING_DECISION' },
      causeId: first,
    }),
  ]);
  await expectTrueBooks(productId);
});

describe('an order that comes again', () => {
  test('takes no more stock; it is counted, and its event is told once more', async () => {
    const productId = await warehouse.open();
    const orderId = await warehouse.take(productId, 2);
    await bus.heard();
    await warehouse.order({ orderId, productId, quantity: 2 });

    expect(await warehouse.level(productId)).toMatchObject({ available: 8, reserved: 2 });
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ status: 'RESERVED', deliveries: 2 }),
    ]);
    expect(await bus.heard()).toEqual([
      { type: 'stock-reserved', detail: { productId, orderId, requestedQuantity: 2 } },
    ]);
    await expectTrueBooks(productId);
  });

  test('ten times at once takes stock once', async () => {
    const productId = await warehouse.open();
    const orderId = warehouse.newOrderId();
    await warehouse.order(...Array.from({ length: 10 }, () => ({ orderId, productId, quantity: 2 })));
    expect(await warehouse.level(productId)).toMatchObject({ available: 8, reserved: 2 });
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ status: 'RESERVED', deliveries: 10 }),
    ]);
    await expectTrueBooks(productId);
  });

  test('stays unavailable, and is told as it was told first', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 0 });
    const big = await warehouse.take(productId, 11);
    const other = await warehouse.take(productId, 1);
    await bus.heard();
    await warehouse.order({ orderId: big, productId, quantity: 11 });
    expect((await warehouse.reservations(big))[0]).toMatchObject({ status: 'UNAVAILABLE', deliveries: 2 });
    expect((await warehouse.reservations(other))[0]).toMatchObject({ status: 'RESERVED' });
    expect(await bus.heardOf('stock-unavailable')).toEqual([
      { productId, orderId: big, requestedQuantity: 11, availableQuantity: 10 },
    ]);
  });

  test('with another quantity is rejected as a conflict; the first outcome stands', async () => {
    const productId = await warehouse.open();
    const orderId = await warehouse.take(productId, 2);
    await bus.heard();
    const detail = { orderId, productId, quantity: 5 };
    const messageId = await warehouse.post(JSON.stringify({ detail }));
    await backend.settle();

    expect(await warehouse.level(productId)).toMatchObject({ available: 8, reserved: 2 });
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ quantity: 2, status: 'RESERVED', deliveries: 1 }),
    ]);
    expect(await warehouse.reservations(`message:${messageId}`)).toEqual([
      expect.objectContaining({
        productId,
        quantity: 5,
        status: 'REJECTED',
        reason: expect.stringMatching(/^conflict/),
      }),
    ]);
    expect(await bus.heard()).toEqual([
      { type: 'order-rejected', detail: expect.objectContaining({ orderId, reason: 'conflict' }) },
    ]);
    await expectTrueBooks(productId);
    await expectNothingLeft();
  });

  test('for another product is a line of its own', async () => {
    const [one, two] = [await warehouse.open(), await warehouse.open()];
    const orderId = await warehouse.take(one, 2);
    await warehouse.order({ orderId, productId: two, quantity: 3 });
    expect(await warehouse.reservations(orderId)).toHaveLength(2);
    expect(await warehouse.level(two)).toMatchObject({ available: 7, reserved: 3 });
  });
});

describe('a message without a usable key is recorded by its own id, and nothing else changes', () => {
  const order = { orderId: 'nobody-knows', productId: 'tv', quantity: 1 };
  const large = 'x'.repeat(256 * 1024);
  const bodies: Record<string, string> = {
    'text that is not JSON': 'one television, please',
    'an empty object': '{}',
    'a list': JSON.stringify([{ detail: order }]),
    null: 'null',
    'no detail': JSON.stringify({ source: 'com.orders' }),
    'a detail that is a list': JSON.stringify({ detail: [order] }),
    'no order id': JSON.stringify({ detail: { ...order, orderId: undefined } }),
    'an order id that is a number': JSON.stringify({ detail: { ...order, orderId: 7 } }),
    'an empty order id': JSON.stringify({ detail: { ...order, orderId: '' } }),
    'an order id that claims to be a message': JSON.stringify({ detail: { ...order, orderId: 'message:1' } }),
    'an order id of 256 KB': JSON.stringify({ detail: { ...order, orderId: large.slice(100) } }),
    '256 KB that are not JSON': large,
    'no product': JSON.stringify({ detail: { ...order, productId: undefined } }),
    'a product id with a # in it': JSON.stringify({ detail: { ...order, productId: 'tv#main' } }),
    'the quantity NaN': `{"detail":{"orderId":"nobody-knows","productId":"tv","quantity":NaN}}`,
    'an order that hides in __proto__': `{"detail":{"__proto__":${JSON.stringify(order)}}}`,
    'a detail that hides in __proto__': `{"__proto__":{"detail":${JSON.stringify(order)}}}`,
  };

  test.each(Object.entries(bodies))('%s', async (_, body) => {
    const before = await warehouse.rows('StockLevel');
    await bus.heard();
    const messageId = await warehouse.post(body);
    await backend.settle();

    const [row, ...more] = await warehouse.reservations(`message:${messageId}`);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ status: 'REJECTED', reason: expect.stringMatching(/^malformed order: .+/) });
    expect(await bus.heard()).toEqual([
      { type: 'order-rejected', detail: expect.objectContaining({ reason: 'malformed order' }) },
    ]);
    expect(await warehouse.rows('StockLevel')).toEqual(before);
    expect(await warehouse.reservations('nobody-knows')).toEqual([]);
    await expectNothingLeft();
  });
});

describe('an order that makes no sense is rejected under its own id, and nothing else changes', () => {
  const quantities: Record<string, unknown> = {
    'no quantity': undefined,
    'the quantity 0': 0,
    'a negative quantity': -3,
    'a fraction': 1.5,
    'a quantity as text': '3',
    'a quantity that is a list': [3],
    '2^53': 2 ** 53,
    'more than anybody stocks': 1_000_001,
  };

  test.each(Object.entries(quantities))('%s', async (_, quantity) => {
    const before = await warehouse.level('tv');
    await bus.heard();
    const orderId = warehouse.newOrderId();
    await warehouse.order({ orderId, productId: 'tv', quantity });

    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({
        productId: 'tv',
        status: 'REJECTED',
        reason: expect.stringContaining('quantity must be a whole number'),
      }),
    ]);
    expect(await bus.heard()).toEqual([
      { type: 'order-rejected', detail: expect.objectContaining({ orderId, reason: 'malformed order' }) },
    ]);
    expect(await warehouse.level('tv')).toEqual(before);
    await expectNothingLeft();
  });

  test.each(['spaceship', '__proto__', 'constructor', 'TV'])('the unknown product %s', async (productId) => {
    await bus.heard();
    const orderId = await warehouse.take(productId, 1);
    expect(await warehouse.reservations(orderId)).toEqual([
      expect.objectContaining({ productId, status: 'REJECTED', reason: expect.stringMatching(/^unknown product/) }),
    ]);
    expect(await bus.heard()).toEqual([
      { type: 'order-rejected', detail: expect.objectContaining({ orderId, reason: 'unknown product' }) },
    ]);
  });
});

test('a message of 256 KB that holds an order is an order', async () => {
  const productId = await warehouse.open();
  const detail = { orderId: warehouse.newOrderId(), productId, quantity: 1, remarks: '' };
  detail.remarks = 'x'.repeat(256 * 1024 - JSON.stringify({ detail }).length);
  await warehouse.post(JSON.stringify({ detail }));
  await backend.settle();
  expect(await warehouse.level(productId)).toMatchObject({ available: 9, reserved: 1 });
});

test('bad messages do no harm to the good ones that come with them', async () => {
  const productId = await warehouse.open({ available: 50 });
  const good = Array.from({ length: 15 }, () => warehouse.newOrderId());
  const bad = ['nonsense', '{}', JSON.stringify({ detail: { orderId: 'bad', productId, quantity: -1 } })];
  await Promise.all(
    good.flatMap((orderId, at) => [
      warehouse.post(JSON.stringify({ detail: { orderId, productId, quantity: 2 } })),
      warehouse.post(bad[at % bad.length] ?? ''),
    ]),
  );
  await backend.settle();
  expect(await warehouse.level(productId)).toMatchObject({ available: 20, reserved: 30 });
  const rows = await warehouse.rows<{ orderId: string; status: string; deliveries: number }>('Reservation');
  expect(rows.filter(({ orderId }) => good.includes(orderId)).every(({ status }) => status === 'RESERVED')).toBe(true);
  expect(rows.find(({ orderId }) => orderId === 'bad')).toMatchObject({ status: 'REJECTED', deliveries: 5 });
  await expectTrueBooks(productId);
  await expectNothingLeft();
});

test('many orders at once for the last units: exactly as many are reserved as there are', async () => {
  const productId = await warehouse.open({ available: 25 });
  const orders = Array.from({ length: 60 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1 }));
  await Promise.all(orders.map((order) => warehouse.send(order)));
  await backend.settle();

  const rows = await warehouse.rows<{ productId: string; status: string }>('Reservation');
  const outcomes = rows.filter((row) => row.productId === productId).map(({ status }) => status);
  expect(outcomes.filter((status) => status === 'RESERVED')).toHaveLength(25);
  expect(outcomes.filter((status) => status === 'UNAVAILABLE')).toHaveLength(35);
  expect(await warehouse.level(productId)).toMatchObject({ available: 0, reserved: 25 });
  await expectTrueBooks(productId);
  await expectNothingLeft();
});

test('many orders of many sizes for few products: never more than there is, and every order has one outcome', async () => {
  const products = [await warehouse.open({ available: 20 }), await warehouse.open({ available: 35 })];
  const orders = Array.from({ length: 50 }, (_, at) => ({
    orderId: warehouse.newOrderId(),
    productId: products[at % 2] ?? '',
    quantity: 1 + (at % 5),
  }));
  // Every order comes twice, as a queue may deliver it.
  await Promise.all([...orders, ...orders].map((order) => warehouse.send(order)));
  await backend.settle();

  const rows = await warehouse.rows<{ productId: string; quantity: number; status: string }>('Reservation');
  for (const productId of products) {
    const mine = rows.filter((row) => row.productId === productId);
    expect(mine).toHaveLength(25);
    const taken = mine.filter(({ status }) => status === 'RESERVED').reduce((sum, { quantity }) => sum + quantity, 0);
    expect((await warehouse.level(productId)).reserved).toBe(taken);
    await expectTrueBooks(productId);
  }
  await expectNothingLeft();
});

test('orders that are under way when the endpoint ends are settled after it starts again', async () => {
  const productId = await warehouse.open({ available: 100 });
  const orders = Array.from({ length: 30 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 2 }));
  await warehouse.send(...orders);
  await backend.restart();
  // What a consumer had in work when it ended becomes visible again after 90 seconds.
  await backend.pass({ minutes: 2 });
  expect(await warehouse.level(productId)).toMatchObject({ available: 40, reserved: 60 });
  await expectTrueBooks(productId);
  await expectNothingLeft();
});
