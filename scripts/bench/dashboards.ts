import { setTimeout } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Restock } from '../../e2e/restock.ts';
import { sessionAt } from '../../e2e/system/deployment.ts';
import { tokenIn } from '../../e2e/system/sessions.ts';
import { Subscriber } from '../../e2e/system/subscriber.ts';
import { atRate } from './at-rate.ts';
import { type Flow, orderEvent } from './orders.ts';
import { levelsOf } from './warehouse.ts';

/** For the last changes to be published and heard. */
const PATIENCE_MS = 15_000;

export interface Audience {
  /** Milliseconds from publication to arrival, of every change message at every dashboard. */
  lags: number[];
  /** Dashboards that have not heard the last state of every product. */
  behind: number;
}

/** So many dashboards connected at once, by WebSockets of their own, while orders come at a steady rate. */
export async function measureAudience(
  { endpoint, outputs }: Restock,
  flow: Flow,
  { productIds, prefix }: { productIds: string[]; prefix: string },
  { dashboards, perSecond, seconds }: { dashboards: number; perSecond: number; seconds: number },
): Promise<Audience> {
  const session = await sessionAt(endpoint.url, outputs, 'viewer@example.com');
  const token = tokenIn(session, 'idToken');
  const lags: number[] = [];
  const heard = Array.from({ length: dashboards }, () => new Map<string, number>());
  const listeners = await Promise.all(
    heard.map((available) =>
      Subscriber.on({ url: endpoint.url, outputs }, token, (frame) => noteChanges(frame, available, lags)),
    ),
  );
  const began = Date.now();
  await atRate({ perSecond, seconds }, (index) => {
    const Entries = [
      orderEvent(flow.busName, `audience-${began}-${index}`, productIds[index % productIds.length] as string),
    ];
    flow.events.send(new PutEventsCommand({ Entries })).catch((error: unknown) => console.error(error));
  });
  const deadline = Date.now() + PATIENCE_MS;
  let behind = dashboards;
  while (behind > 0 && Date.now() < deadline) {
    await setTimeout(200);
    const levels = await levelsOf(flow.documents, flow.tables, prefix);
    const done = levels.reduce((sum, { reserved }) => sum + reserved, 0) >= perSecond * seconds;
    const knowsAll = (available: Map<string, number>) =>
      levels.every((level) => available.get(level.productId) === level.available);
    behind = done ? heard.filter((available) => !knowsAll(available)).length : dashboards;
  }
  for (const listener of listeners) listener.end();
  return { lags, behind };
}

interface Event {
  changes: string;
  publishedAt: string;
}

/** Keeps how much of each product is available by what a message says, whatever order messages come in. */
function noteChanges(frame: string, available: Map<string, number>, lags: number[]): void {
  const { type, payload } = JSON.parse(frame) as { type: string; payload?: { data?: { onChanges?: Event } } };
  const event = type === 'data' ? payload?.data?.onChanges : undefined;
  if (!event) return;
  lags.push(Date.now() - Date.parse(event.publishedAt));
  const changes = JSON.parse(event.changes) as {
    model: string;
    item: { productId: string; available: number };
  }[];
  for (const { model, item } of changes) {
    if (model !== 'StockLevel') continue;
    // Nothing but orders happens here: less is newer.
    available.set(item.productId, Math.min(available.get(item.productId) ?? Number.POSITIVE_INFINITY, item.available));
  }
}
