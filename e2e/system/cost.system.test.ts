/** What the endpoint counts as billed, against what can be counted by hand from docs/architecture.md. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UsageLine } from '../../local/metering/usage.ts';
import { difference, givenName, usageOf } from '../../scripts/cost/usage.ts';
import { Backend } from './backend.ts';
import { Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let before: UsageLine[];

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

/** All but what depends on how fast the machine is, and the length of log lines. */
async function countedSince(): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const { usageType, operation, resource, amount } of difference(before, await usageOf(backend.url))) {
    if (/gb-second|byte/.test(usageType)) continue;
    const key = `${usageType} ${operation} ${givenName(resource)}`;
    counted[key] = (counted[key] ?? 0) + amount;
  }
  return counted;
}

/** The event in, the queue, and what looks whether stock has become low. */
const ARRIVAL = {
  'events/custom-event PutEvents new-order-received': 1,
  'sqs/request SendMessage OrdersQueue': 1,
  'sqs/request ReceiveMessage OrdersQueue': 1,
  'sqs/request DeleteMessageBatch OrdersQueue': 1,
  'lambda/request Invoke reservestockpoller': 1,
  'states/express-request StartExecution ReserveStockStateMachine': 1,
  'dynamodb/read-unit GetItem StockLevel': 1,
};

/** Two streams, each a change to tell; the minute of one chart, and the day of the other. */
const LIVE = {
  'lambda/request Invoke publishchanges': 2,
  'appsync/operation Mutation.publishChanges amplifyData': 2,
  'dynamodb/write-unit UpdateItem OrderRate': 1,
  'dynamodb/write-unit UpdateItem StockDay': 1,
};

test('one order that is reserved', async () => {
  const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
  await warehouse.take(productId, 1);
  before = await usageOf(backend.url);
  await warehouse.take(productId, 1);
  expect(await countedSince()).toEqual({
    ...ARRIVAL,
    ...LIVE,
    'lambda/request Invoke reservestock': 1,
    'lambda/request Invoke checkinventorylevelpoller': 1,
    'events/custom-event PutEvents stock-reserved': 1,
    // The transaction doubles the units of its tables, and those of no index.
    'dynamodb/write-unit TransactWriteItems StockLevel': 2,
    'dynamodb/write-unit TransactWriteItems StockLevel stockLevelsByLocationIdAndProductId': 1,
    'dynamodb/write-unit TransactWriteItems StockMovement': 2,
    'dynamodb/write-unit TransactWriteItems Reservation': 2,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByDayShardAndTimeKey': 1,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByProductShardAndTimeKey': 1,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByExpiryShardAndExpiresAt': 1,
    // How long its product's reservations last.
    'dynamodb/read-unit GetItem Product': 0.5,
    // Whether the order was cancelled before it came is a condition of the transaction, billed as a write.
    'dynamodb/write-unit TransactWriteItems CancelledOrder': 2,
  });
});

test('the same order again: its transaction is cancelled, its delivery counted, its event told', async () => {
  const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
  const orderId = await warehouse.take(productId, 1);
  before = await usageOf(backend.url);
  await warehouse.order({ orderId, productId, quantity: 1 });
  const counted = await countedSince();
  const cancelled = Object.fromEntries(Object.entries(counted).filter(([key]) => key.includes('(cancelled)')));
  expect(cancelled).toEqual({
    'dynamodb/write-unit TransactWriteItems (cancelled) StockLevel': 2,
    'dynamodb/write-unit TransactWriteItems (cancelled) StockMovement': 2,
    'dynamodb/write-unit TransactWriteItems (cancelled) Reservation': 2,
    'dynamodb/write-unit TransactWriteItems (cancelled) CancelledOrder': 2,
  });
  expect(counted).toMatchObject({
    ...ARRIVAL,
    'events/custom-event PutEvents stock-reserved': 1,
    'dynamodb/write-unit UpdateItem Reservation': 1,
  });
  expect(counted).not.toHaveProperty(['dynamodb/write-unit TransactWriteItems StockLevel']);
});

test('ten orders of a product that fill a batch share everything but their own rows and events', async () => {
  const productId = await warehouse.open({ available: 100, reorderPoint: 2 });
  await warehouse.take(productId, 1);
  before = await usageOf(backend.url);
  await warehouse.order(
    ...Array.from({ length: 10 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1 })),
  );
  expect(await countedSince()).toEqual({
    ...ARRIVAL,
    ...LIVE,
    'events/custom-event PutEvents new-order-received': 10,
    'events/custom-event PutEvents stock-reserved': 10,
    'sqs/request SendMessageBatch OrdersQueue': 10,
    'sqs/request SendMessage OrdersQueue': undefined,
    'lambda/request Invoke reservestock': 1,
    'lambda/request Invoke checkinventorylevelpoller': 1,
    'dynamodb/write-unit TransactWriteItems StockLevel': 2,
    'dynamodb/write-unit TransactWriteItems StockLevel stockLevelsByLocationIdAndProductId': 1,
    'dynamodb/write-unit TransactWriteItems StockMovement': 2,
    'dynamodb/write-unit TransactWriteItems Reservation': 20,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByDayShardAndTimeKey': 10,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByProductShardAndTimeKey': 10,
    'dynamodb/write-unit TransactWriteItems Reservation reservationsByExpiryShardAndExpiresAt': 10,
    'dynamodb/read-unit GetItem Product': 0.5,
    'dynamodb/write-unit TransactWriteItems CancelledOrder': 20,
  });
});

test('an order for a product that is not there', async () => {
  before = await usageOf(backend.url);
  await warehouse.order({ orderId: warehouse.newOrderId(), productId: 'no-such-thing', quantity: 1 });
  expect(await countedSince()).toEqual({
    ...ARRIVAL,
    'lambda/request Invoke recordrejections': 1,
    'events/custom-event PutEvents order-rejected': 1,
    'lambda/request Invoke publishchanges': 1,
    'appsync/operation Mutation.publishChanges amplifyData': 1,
    'dynamodb/write-unit UpdateItem OrderRate': 1,
    'dynamodb/write-unit PutItem Reservation': 1,
    'dynamodb/write-unit PutItem Reservation reservationsByDayShardAndTimeKey': 1,
    'dynamodb/write-unit PutItem Reservation reservationsByProductShardAndTimeKey': 1,
  });
});
