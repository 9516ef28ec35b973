import { setTimeout } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { atRate } from './at-rate.ts';
import { type Flow, orderEvent } from './orders.ts';
import { OutcomeQueue } from './outcome-queue.ts';

/** After the last order; what has no outcome by then was never told. */
const PATIENCE_MS = 15_000;

/** Milliseconds from the event of each order to the event of its outcome, as another system hears it. */
export async function measureOutcomes(
  flow: Flow,
  queues: SQSClient,
  productIds: string[],
  { perSecond, seconds, run }: { perSecond: number; seconds: number; run: string },
): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const heardAt = new Map<string, number>();
  const queue = new OutcomeQueue(flow.events, queues, flow.busName);
  await queue.listen((orderId) => heardAt.set(orderId, heardAt.get(orderId) ?? Date.now()));
  try {
    await atRate({ perSecond, seconds }, (index) => {
      const orderId = `outcome-${run}-${index}`;
      sentAt.set(orderId, Date.now());
      const Entries = [orderEvent(flow.busName, orderId, productIds[index % productIds.length] as string)];
      flow.events.send(new PutEventsCommand({ Entries })).catch((error: unknown) => console.error(error));
    });
    const deadline = Date.now() + PATIENCE_MS;
    const isHeard = () => [...sentAt.keys()].every((orderId) => heardAt.has(orderId));
    while (!isHeard() && Date.now() < deadline) await setTimeout(50);
  } finally {
    await queue.end();
  }
  return [...sentAt].map(([orderId, at]) => (heardAt.get(orderId) ?? Number.POSITIVE_INFINITY) - at);
}
