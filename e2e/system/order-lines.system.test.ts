import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_ORDER_LINES } from '../../amplify/domain/order.ts';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { reconcile } from './reconcile.ts';
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

const stateOf = async (...productIds: string[]) =>
  Promise.all(
    productIds.map(async (productId) => {
      const { available, reserved } = await warehouse.level(productId);
      expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
      return [available, reserved];
    }),
  );

/** Status and reason of each line, in the order of these products. */
const outcomeOf = async (orderId: string, ...productIds: string[]) => {
  const rows = await warehouse.reservations(orderId);
  return productIds.map((productId) => rows.find((row) => row.productId === productId)?.status);
};

test('all lines of an order are reserved in one transaction, and each is told', async () => {
  const [one, two] = [await warehouse.open({ available: 5 }), await warehouse.open({ available: 5 })];
  await bus.heard();
  const orderId = warehouse.newOrderId();
  const lines = [
    { productId: one, quantity: 2 },
    { productId: two, quantity: 1 },
    { productId: one, quantity: 1 },
  ];
  await warehouse.order({ orderId, lines });

  expect(await outcomeOf(orderId, one, two)).toEqual(['RESERVED', 'RESERVED']);
  expect(await stateOf(one, two)).toEqual([
    [2, 3],
    [4, 1],
  ]);
  expect(await bus.heard()).toEqual(
    expect.arrayContaining([
      { type: 'stock-reserved', detail: { productId: one, orderId, requestedQuantity: 3 } },
      { type: 'stock-reserved', detail: { productId: two, orderId, requestedQuantity: 1 } },
    ]),
  );
  await warehouse.order({ orderId, lines });
  expect(await stateOf(one, two)).toEqual([
    [2, 3],
    [4, 1],
  ]);
  expect(await warehouse.reservations(orderId)).toEqual([
    expect.objectContaining({ deliveries: 2, linesTogether: 2 }),
    expect.objectContaining({ deliveries: 2, linesTogether: 2 }),
  ]);

  await warehouse.change('order-shipped', { orderId, productId: one });
  await warehouse.change('order-cancelled', { orderId });
  expect(await outcomeOf(orderId, one, two)).toEqual(['FULFILLED', 'RELEASED']);
  expect(await stateOf(one, two)).toEqual([
    [2, 0],
    [5, 0],
  ]);
});

test('nothing is taken when one line cannot be served, unless the order allows a part', async () => {
  const [one, two] = [await warehouse.open({ available: 5 }), await warehouse.open({ available: 1 })];
  await bus.heard();
  const lines = [
    { productId: one, quantity: 2 },
    { productId: two, quantity: 2 },
  ];
  const whole = warehouse.newOrderId();
  await warehouse.order({ orderId: whole, lines });
  expect(await outcomeOf(whole, one, two)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  expect(await stateOf(one, two)).toEqual([
    [5, 0],
    [1, 0],
  ]);
  expect(await bus.heard()).toContainEqual({
    type: 'stock-unavailable',
    detail: expect.objectContaining({
      productId: one,
      message: `order ${whole} is served as a whole, and ${two} could not be served`,
    }),
  });
  expect(await warehouse.purchaseOrders(one)).toEqual([]);

  const part = warehouse.newOrderId();
  await warehouse.order({ orderId: part, lines, allowPartial: true });
  expect(await outcomeOf(part, one, two)).toEqual(['RESERVED', 'UNAVAILABLE']);
  expect(await stateOf(one, two)).toEqual([
    [3, 2],
    [1, 0],
  ]);
});

test('an order with a product that nobody stocks, or with a bad line, is rejected as a whole and recorded', async () => {
  const productId = await warehouse.open({ available: 5 });
  const [unknown, bad] = [warehouse.newOrderId(), warehouse.newOrderId()];
  await bus.heard();
  await warehouse.order(
    {
      orderId: unknown,
      lines: [
        { productId, quantity: 1 },
        { productId: 'nobody-stocks-it', quantity: 1 },
      ],
    },
    {
      orderId: bad,
      lines: [
        { productId, quantity: 1 },
        { productId, quantity: -1 },
      ],
    },
  );
  expect(await outcomeOf(unknown, productId, 'nobody-stocks-it')).toEqual(['REJECTED', 'REJECTED']);
  expect((await bus.heard()).map(({ type, detail }) => [type, detail.orderId, detail.reason]).sort()).toEqual(
    [
      ['order-rejected', unknown, 'unknown product'],
      ['order-rejected', bad, 'malformed order'],
    ].sort(),
  );
  expect(await stateOf(productId)).toEqual([[5, 0]]);
});

test('a cancelled line is not reserved with the rest of its order', async () => {
  const [one, two] = [await warehouse.open({ available: 5 }), await warehouse.open({ available: 5 })];
  const orderId = warehouse.newOrderId();
  await warehouse.change('order-cancelled', { orderId, productId: one });
  await warehouse.order({
    orderId,
    lines: [
      { productId: one, quantity: 1 },
      { productId: two, quantity: 1 },
    ],
  });
  expect(await outcomeOf(orderId, one, two)).toEqual(['REJECTED', 'RESERVED']);
  expect(await stateOf(one, two)).toEqual([
    [5, 0],
    [4, 1],
  ]);
});

test('an order of as many lines as there may be is one transaction; many at once stay whole', async () => {
  const productIds: string[] = [];
  for (let count = 0; count < MAX_ORDER_LINES; count += 1) productIds.push(await warehouse.open({ available: 3 }));
  const lines = productIds.map((productId) => ({ productId, quantity: 1 }));
  await warehouse.order(...Array.from({ length: 5 }, () => ({ orderId: warehouse.newOrderId(), lines })));
  expect(new Set((await stateOf(...productIds)).map(String))).toEqual(new Set(['0,3']));
  expect(await reconcile(backend, {})).toMatchObject({ findings: [] });
});
