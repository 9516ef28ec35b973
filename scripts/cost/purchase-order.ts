import type { Backend } from '../../e2e/system/backend.ts';
import { Operations } from '../../e2e/system/operations.ts';
import type { People } from '../../e2e/system/people.ts';
import type { Warehouse } from '../../e2e/system/warehouse.ts';
import type { UsageLine } from '../../local/metering/usage.ts';
import { difference, scaled, usageOf } from './usage.ts';

/** One order takes such a product to its reorder point. */
const NEARLY_LOW = { available: 6, reorderPoint: 5, reorderQuantity: 20 };

/**
 * What a purchase order costs from the order that makes stock low until its goods have come: with the alert, the mails to
 * one approver, and the decision. The order itself is in it.
 */
export async function purchaseOrderUsage(
  backend: Backend,
  warehouse: Warehouse,
  people: People,
  count: number,
): Promise<UsageLine[]> {
  const operations = new Operations(people);
  await people.token('approver');
  const productIds: string[] = [];
  for (let made = 0; made < count; made += 1) productIds.push(await warehouse.open(NEARLY_LOW));
  const begun = await usageOf(backend.url);
  for (const productId of productIds) await warehouse.take(productId, 1);
  const raised = difference(begun, await usageOf(backend.url));
  const orders = await warehouse.rows<{ purchaseOrderId: string; productId: string }>('PurchaseOrder');
  const found = await usageOf(backend.url);
  for (const { purchaseOrderId } of orders.filter(({ productId }) => productIds.includes(productId))) {
    const { accepted } = await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    if (!accepted) throw new Error(`The decision on ${purchaseOrderId} was not accepted.`);
  }
  // Until the decision can no longer be returned.
  await backend.pass({ seconds: 11 });
  const followed = difference(found, await usageOf(backend.url));
  await expectReceived(warehouse, productIds);
  return scaled([...raised, ...followed], 1 / count);
}

async function expectReceived(warehouse: Warehouse, productIds: string[]): Promise<void> {
  for (const productId of productIds) {
    const statuses = (await warehouse.purchaseOrders(productId)).map(({ status }) => status);
    if (statuses.join() !== 'RECEIVED') throw new Error(`${productId} has purchase orders ${statuses.join()}.`);
  }
}
