import { randomUUID } from 'node:crypto';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import type { Backend } from '../../e2e/system/backend.ts';
import type { Warehouse } from '../../e2e/system/warehouse.ts';
import type { UsageLine } from '../../local/metering/usage.ts';
import { difference, usageOf } from './usage.ts';

export interface Mix {
  name: string;
  /** Orders are spread over so many products, each in turn. */
  products: number;
  /** Orders that come at once, and fill a batch. */
  batch: number;
  profile: keyof typeof PROFILES;
}

/** As `BATCH_PROFILE` deploys them: set on the mapping here, which spares a deployment for each. */
const PROFILES = {
  small: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 },
  large: { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 },
};

/** One hot product and many, in both profiles; and the other end, where nothing can be grouped. */
export const MIXES: Mix[] = [
  { name: 'one product, batches of 100', products: 1, batch: 100, profile: 'large' },
  { name: '100 products, batches of 100', products: 100, batch: 100, profile: 'large' },
  { name: 'one product, batches of 10', products: 1, batch: 10, profile: 'small' },
  { name: '100 products, batches of 10', products: 100, batch: 10, profile: 'small' },
  { name: 'one order at a time', products: 100, batch: 1, profile: 'small' },
];

/** The queue of the orders keeps its batches as the profile has them. */
export async function chooseProfile(backend: Backend, profile: Mix['profile']): Promise<void> {
  const queue = String(backend.outputs.custom.orderQueueUrl).split('/').at(-1);
  const { functions } = backend.clients;
  const { EventSourceMappings = [] } = await functions.send(new ListEventSourceMappingsCommand({}));
  const mapping = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(`:${queue}`));
  if (!mapping) throw new Error(`Nothing reads the queue ${queue}.`);
  await functions.send(new UpdateEventSourceMappingCommand({ UUID: mapping.UUID, ...PROFILES[profile] }));
}

/**
 * Sends the mix batch by batch and answers what that was billed, once all that followed from it has come to rest. One batch
 * at a time: so every batch is full, and no run waits for a processor that another one has.
 */
export async function driveMix(
  backend: Backend,
  warehouse: Warehouse,
  productIds: string[],
  { products, batch }: Mix,
  orders: number,
): Promise<UsageLine[]> {
  const before = await usageOf(backend.url);
  for (let sent = 0; sent < orders; sent += batch) {
    const details = Array.from({ length: batch }, (_, index) => ({
      orderId: randomUUID(),
      productId: productIds[(sent + index) % products],
      quantity: 1,
    }));
    await warehouse.order(...details);
  }
  return difference(before, await usageOf(backend.url));
}
