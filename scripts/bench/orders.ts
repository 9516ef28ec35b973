import { setTimeout } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Audit, audit, levelsOf, type Tables } from './warehouse.ts';

export interface Flow {
  events: EventBridgeClient;
  documents: DynamoDBDocumentClient;
  tables: Tables;
  busName: string;
}

export const orderEvent = (busName: string, orderId: string, productId: string) => ({
  EventBusName: busName,
  Source: 'com.orders',
  DetailType: 'new-order-received',
  Detail: JSON.stringify({ orderId, productId, quantity: 1 }),
});

const ENTRIES_PER_CALL = 10;
const CALLS_AT_ONCE = 8;
const LOOK_MS = 50;
const LONGEST_MS = 300_000;

/** Orders a second from the first PutEvents to the last committed reservation, and what must be zero. */
export async function measureFlow(
  { events, documents, tables, busName }: Flow,
  productIds: string[],
  { orders, prefix, run }: { orders: number; prefix: string; run: number },
): Promise<{ rate: number; audit: Audit }> {
  const sent = new Map<string, number>();
  const entries = Array.from({ length: orders }, (_, index) => {
    const orderId = `${prefix}${run}-${index}`;
    sent.set(orderId, 1);
    return orderEvent(busName, orderId, productIds[index % productIds.length] as string);
  });
  const before = await reservedTotal(documents, tables, prefix);
  let next = 0;
  const began = performance.now();
  const sender = async () => {
    for (let from = next; from < entries.length; from = next) {
      next += ENTRIES_PER_CALL;
      await events.send(new PutEventsCommand({ Entries: entries.slice(from, from + ENTRIES_PER_CALL) }));
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, sender));
  // Looking takes of the processor that the orders need: not more often than the figure is good for.
  while ((await reservedTotal(documents, tables, prefix)) - before < orders) {
    if (performance.now() - began > LONGEST_MS) break;
    await setTimeout(LOOK_MS);
  }
  const rate = orders / ((performance.now() - began) / 1000);
  // The audit counts every run of this prefix so far; the earlier ones were complete.
  const found = await audit(documents, tables, prefix, sent);
  return { rate, audit: { ...found, double: Math.max(0, found.double - before) } };
}

async function reservedTotal(documents: DynamoDBDocumentClient, tables: Tables, prefix: string): Promise<number> {
  const levels = await levelsOf(documents, tables, prefix);
  return levels.reduce((sum, { reserved }) => sum + reserved, 0);
}
