import type { PurchaseOrder, Receipt } from './models.ts';

/** Why nothing can be received, in words for whoever tried. */
export class NotReceivable extends Error {
  override name = 'NotReceivable';
}

type Arrived = { receiptId: string; quantity: number; receivedBy: string };

/** What is still to come. */
export const outstanding = ({ quantity, quantityReceived = 0 }: PurchaseOrder): number => quantity - quantityReceived;

export const isOnItsWay = ({ status }: Pick<PurchaseOrder, 'status'>): boolean =>
  status === 'ORDERED' || status === 'PARTIALLY_RECEIVED';

const whyNothingComes = (order: PurchaseOrder): string => {
  const { purchaseOrderId, status, closedAt, closedBy } = order;
  if (status === 'RECEIVED') return `Purchase order ${purchaseOrderId} was received in full at ${closedAt}.`;
  if (status === 'CLOSED_SHORT') return `${closedBy} closed purchase order ${purchaseOrderId} short at ${closedAt}.`;
  return `Purchase order ${purchaseOrderId} is ${status}: only what was ordered can be received.`;
};

/** The receipt of goods that came. Throws NotReceivable when nothing, or less than this, is still to come. */
export const newReceipt = (
  order: PurchaseOrder,
  { receiptId, quantity, receivedBy }: Arrived,
  receivedAt: string,
): Receipt => {
  if (!isOnItsWay(order)) throw new NotReceivable(whyNothingComes(order));
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new NotReceivable('What is received must be a whole number from 1.');
  }
  const left = outstanding(order);
  if (quantity > left) throw new NotReceivable(`Only ${left} of ${order.quantity} are still to come, not ${quantity}.`);
  const { purchaseOrderId, productId, locationId } = order;
  return { receiptId, purchaseOrderId, productId, locationId, quantity, receivedAt, receivedBy, untold: 'UNTOLD' };
};

/** What the order is when this has been received. */
export const afterReceipt = (
  order: PurchaseOrder,
  { quantity }: Pick<Receipt, 'quantity'>,
): { status: PurchaseOrder['status']; quantityReceived: number } => {
  const quantityReceived = (order.quantityReceived ?? 0) + quantity;
  return { status: quantityReceived < order.quantity ? 'PARTIALLY_RECEIVED' : 'RECEIVED', quantityReceived };
};

/** An id under which an order is received once by its workflow, however often the step is repeated. */
export const receiptOnApproval = (purchaseOrderId: string): string => `${purchaseOrderId}/on-approval`;
