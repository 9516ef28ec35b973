import { setTimeout as delay } from 'node:timers/promises';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { signIn, signOut } from 'aws-amplify/auth';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { DEMO_USERS } from '../../amplify/seed/demo-users.ts';
import { PASSWORD } from '../../e2e/system/deployment.ts';
import { withLocalEndpoint } from '../../src/lib/local-endpoint.ts';
import type { BenchEndpoint } from './endpoint.ts';
import { OrderSender } from './orders.ts';
import type { BenchTables } from './tables.ts';

const PER_SECOND = 20;

interface Change {
  model: string;
  item: { productId: string; available: number };
}

/**
 * Milliseconds from an event's `PutEvents` to its changed number at a dashboard's subscription. Nobody else orders these
 * products, so that the number tells which event it is after.
 */
export async function measureLive(
  endpoint: BenchEndpoint,
  tables: BenchTables,
  productIds: string[],
  seconds: number,
): Promise<number[]> {
  Amplify.configure(withLocalEndpoint(parseAmplifyConfig(endpoint.outputs as never)));
  await signIn({ username: DEMO_USERS[0]?.email ?? '', password: PASSWORD });
  const waiting = new Map<string, { available: number; since: number }[]>();
  const latencies: number[] = [];
  const subscription = await listen(({ model, item }) => {
    const wanted = (model === 'StockLevel' && waiting.get(item.productId)) || [];
    // Changes that come close together arrive as one.
    while (wanted[0] && item.available <= wanted[0].available)
      latencies.push(performance.now() - (wanted.shift()?.since ?? 0));
  });
  const sender = new OrderSender(endpoint);
  const stock = new Map((await tables.levels(productIds)).map(({ productId, available }) => [productId, available]));
  const sent = seconds * PER_SECOND;
  const began = performance.now();
  for (let number = 0; number < sent; number += 1) {
    const productId = productIds[number % productIds.length] ?? '';
    const available = (stock.get(productId) ?? 0) - 1;
    stock.set(productId, available);
    const wanted = waiting.get(productId) ?? [];
    waiting.set(productId, [...wanted, { available, since: performance.now() }]);
    void sender.send([{ orderId: `live-${number}`, productId, quantity: 1 }]);
    await delay(Math.max(0, began + ((number + 1) * 1000) / PER_SECOND - performance.now()));
  }
  for (let waited = 0; latencies.length < sent && waited < 400; waited += 1) await delay(50);
  subscription.unsubscribe();
  await signOut();
  if (latencies.length < sent) throw new Error(`${sent - latencies.length} of ${sent} changes did not arrive.`);
  return latencies;
}

async function listen(onChange: (change: Change) => void): Promise<{ unsubscribe(): void }> {
  const answer = generateClient().graphql({ query: 'subscription OnChanges { onChanges { changes publishedAt } }' });
  if (!('subscribe' in answer)) throw new Error('The client made no subscription.');
  const subscription = answer.subscribe({
    next: ({ data }) => {
      for (const change of JSON.parse((data as { onChanges: { changes: string } }).onChanges.changes)) onChange(change);
    },
  });
  // The client does not say when the subscription stands; a loopback needs far less.
  await delay(2000);
  return subscription;
}
