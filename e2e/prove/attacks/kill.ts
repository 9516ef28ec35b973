import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import { freePort } from '../../../local/free-port.ts';
import { EndpointProcess } from '../../endpoint-process.ts';
import { clientOptions } from '../../system/backend.ts';
import { copyDeployment, outputsFor } from '../../system/deployment.ts';
import { violationsOf } from '../invariants/all.ts';
import { LiveGround } from '../live-ground.ts';
import type { Sent } from '../snapshot.ts';
import { openLive } from './real-concurrency.ts';

const PRODUCTS = ['killed-1', 'killed-2', 'killed-3'];
const SENDERS = 4;
/** Nothing that was acknowledged may be lost; a longer load only makes what is judged bigger. */
const LONGEST_LOAD_MS = 1500;

/**
 * Kills a real endpoint process with `kill -9` at a random moment, with orders under way and purchase orders waiting for
 * a decision. Whoever starts over the same data must find every order that was acknowledged, and every pending purchase
 * order decidable. Real time, so no seed brings it back. Answers what does not hold.
 */
export const killOnce = async (): Promise<string[]> => {
  const deployment = copyDeployment();
  const before = await LiveGround.start(deployment, Date.now());
  for (const productId of PRODUCTS) await openLive(before, productId, { available: 12, reorderPoint: 8 });
  await before.end();
  const died = new EndpointProcess(await freePort(), deployment.folder);
  await died.start();
  const sent = await loadUntilKilled(died);
  const after = await LiveGround.start(deployment, Date.now());
  try {
    // What a consumer had in work when it ended becomes visible again.
    await after.pass(12);
    await after.sweep();
    const undecidable = await decideAll(after);
    await after.pass(26 * 60);
    return [...undecidable, ...violationsOf(await after.snapshot(sent))];
  } finally {
    await after.stop();
  }
};

/** Orders from several senders, until the process is gone. Answers those that it had acknowledged. */
const loadUntilKilled = async (endpoint: EndpointProcess): Promise<Sent[]> => {
  const events = new EventBridgeClient({ ...clientOptions(endpoint.url), maxAttempts: 1 });
  const EventBusName = outputsFor(endpoint.url).custom.orderBusName;
  const acknowledged: Sent[] = [];
  let alive = true;
  const sender = async (name: number): Promise<void> => {
    for (let count = 0; alive; count += 1) {
      const productId = PRODUCTS[count % PRODUCTS.length];
      const detail = { orderId: `order-${name}-${count}`, productId, quantity: 1 + (count % 2) };
      const entry = { EventBusName, Source: 'com.orders', DetailType: 'new-order-received' };
      const Entries = [{ ...entry, Detail: JSON.stringify(detail) }];
      const answer = await events.send(new PutEventsCommand({ Entries })).catch(() => undefined);
      if (answer?.FailedEntryCount === 0) acknowledged.push({ detail, body: undefined });
    }
  };
  const senders = Array.from({ length: SENDERS }, (_, name) => sender(name));
  await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * LONGEST_LOAD_MS));
  await endpoint.kill();
  alive = false;
  await Promise.all(senders);
  return acknowledged;
};

const decideAll = async (ground: LiveGround): Promise<string[]> => {
  const orders = await ground.tables.rows<PurchaseOrder>('PurchaseOrder');
  const problems: string[] = [];
  for (const { purchaseOrderId, status } of orders.filter(({ phase }) => phase === 'OPEN')) {
    const { Payload } = await ground.invoke('decidepurchaseorder', {
      arguments: { purchaseOrderId, decision: 'APPROVED' },
      identity: { sub: 'sub-of-approver', username: 'approver@example.com' },
    });
    if (!JSON.parse(Payload).accepted) problems.push(`a pending order can be decided: ${purchaseOrderId} is ${status}`);
  }
  return problems;
};
