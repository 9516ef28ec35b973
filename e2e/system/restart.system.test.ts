import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { EndpointProcess } from '../endpoint-process.ts';
import { Backend, clientOptions } from './backend.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

let backend: Backend;
let died: EndpointProcess;
let productId: string;
let purchaseOrderId: string;

/** A decision is pending when the endpoint goes down; a process takes over, and is killed with orders under way. */
beforeAll(async () => {
  const first = await Backend.start();
  const warehouse = new Warehouse(first);
  productId = await warehouse.open({ available: 40, reorderPoint: 38, reorderQuantity: 10 });
  await warehouse.take(productId, 2);
  purchaseOrderId = (await warehouse.purchaseOrders(productId))[0]?.purchaseOrderId ?? '';
  await first.end();

  died = new EndpointProcess(await freePort(), first.deployment.folder);
  await died.start();
  const events = new EventBridgeClient(clientOptions(died.url));
  const entry = {
    EventBusName: first.outputs.custom.orderBusName,
    Source: 'com.orders',
    DetailType: 'new-order-received',
  };
  const Entries = Array.from({ length: 10 }, (_, at) => ({
    ...entry,
    Detail: JSON.stringify({ orderId: `before-the-end-${at}`, productId, quantity: 1 }),
  }));
  const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries }));
  expect(FailedEntryCount).toBe(0);
  await died.kill();

  backend = await Backend.start(first.deployment, first.clock.now());
  // What a consumer had in work becomes visible again.
  await backend.pass({ minutes: 2 });
});

afterAll(async () => {
  await died?.kill();
  await backend?.stop();
});

test('orders that the bus had taken when the endpoint was killed are settled, each once', async () => {
  const warehouse = new Warehouse(backend);
  expect(await warehouse.level(productId)).toMatchObject({ available: 28, reserved: 12 });
  expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available: 28, reserved: 12 });
  for (let at = 0; at < 10; at += 1) {
    expect(await warehouse.reservations(`before-the-end-${at}`)).toMatchObject([{ status: 'RESERVED', quantity: 1 }]);
  }
});

test('a decision that was pending when the endpoint was killed can be made', async () => {
  const warehouse = new Warehouse(backend);
  const operations = new Operations(new People(backend));
  const result = await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
  expect(result).toMatchObject({ accepted: true, status: 'APPROVED' });
  await backend.pass({ seconds: 11 });
  expect(await warehouse.level(productId)).toMatchObject({ available: 38, reserved: 12 });
  const [order] = await warehouse.purchaseOrders(productId);
  expect(order).toMatchObject({ phase: 'CLOSED', decidedBy: 'Ada Approver' });
  const execution = new DescribeExecutionCommand({ executionArn: order?.executionArn });
  expect(await backend.clients.workflows.send(execution)).toMatchObject({ status: 'SUCCEEDED' });
});
