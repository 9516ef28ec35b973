import type { Clock } from '../../domain/clock.ts';
import type { PurchaseOrder } from '../../domain/models.ts';
import { isOnItsWay } from '../../domain/receiving.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import type { PurchaseOrderTransactions } from '../../workflows/create-purchase-order/purchase-order-transactions.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

export interface Deps {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'close'>;
  identify: IdentifyCaller;
  clock: Clock;
}

export class NotOnItsWay extends Error {
  override name = 'NotOnItsWay';
}

/**
 * Ends an order of which nothing more will come, and frees its claim: a product that is still low may be ordered again at
 * once. Repeated by the same person it is the same end.
 */
export const closePurchaseOrderShort =
  ({ purchaseOrders, transactions, identify, clock }: Deps) =>
  async (call: FieldCall<{ purchaseOrderId: string }>): Promise<PurchaseOrder | undefined> => {
    const { purchaseOrderId } = call.arguments;
    const { name } = await identify(call);
    const order = await purchaseOrders.get(purchaseOrderId);
    if (!order) throw new NotOnItsWay(`There is no purchase order ${purchaseOrderId}.`);
    const from: PurchaseOrder['status'][] = ['ORDERED', 'PARTIALLY_RECEIVED'];
    if (isOnItsWay(order)) await transactions.close(order, { from, to: 'CLOSED_SHORT', closedBy: name }, clock());
    const found = await purchaseOrders.get(purchaseOrderId);
    if (found?.status === 'CLOSED_SHORT' && found.closedBy === name) return found;
    throw new NotOnItsWay(whyNot(found ?? order));
  };

const whyNot = ({ status, closedAt, closedBy }: PurchaseOrder): string => {
  if (status === 'RECEIVED') return `All of it was received at ${closedAt}.`;
  if (status === 'CLOSED_SHORT') return `${closedBy} closed it short at ${closedAt}.`;
  return `It is ${status}: only an order whose goods are on their way can be closed short.`;
};
