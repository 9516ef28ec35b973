import { randomUUID } from 'node:crypto';
import type { Backend } from '../../e2e/system/backend.ts';
import type { Warehouse } from '../../e2e/system/warehouse.ts';
import type { UsageLine } from '../../local/metering/usage.ts';
import type { BatchProfile } from '../batch-profile.ts';
import { difference, usageOf } from './usage.ts';

export interface Mix {
  name: string;
  /** Orders are spread over so many products, each in turn. */
  products: number;
  /** Orders that come at once, and fill a batch. */
  batch: number;
  profile: BatchProfile;
}

/** One hot product and many, in both profiles; and the other end, where nothing can be grouped. */
export const MIXES: Mix[] = [
  { name: 'one product, batches of 100', products: 1, batch: 100, profile: 'hundred' },
  { name: '100 products, batches of 100', products: 100, batch: 100, profile: 'hundred' },
  { name: 'one product, batches of 10', products: 1, batch: 10, profile: 'small' },
  { name: '100 products, batches of 10', products: 100, batch: 10, profile: 'small' },
  { name: 'one order at a time', products: 100, batch: 1, profile: 'small' },
];

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
