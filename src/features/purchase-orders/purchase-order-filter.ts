import type { PurchaseOrder } from '../../lib/api-client.ts';
import { oneOf, text } from '../../lib/search-params.ts';

export const HISTORY_STATUSES = ['APPROVED', 'REJECTED', 'EXPIRED'] as const;

/** What the URL of the purchase orders page holds; `order` is the one that is open in the drawer. */
export type PurchaseOrderSearch = {
  order?: string;
  status?: (typeof HISTORY_STATUSES)[number];
  productId?: string;
};

export function parsePurchaseOrderSearch(search: Record<string, unknown>): PurchaseOrderSearch {
  return {
    order: text(search.order),
    status: oneOf(search.status, HISTORY_STATUSES),
    productId: text(search.productId),
  };
}

/** Whether it still waits for a person. A decided order stays OPEN for the moment its stock takes to arrive. */
export function isPending(order: PurchaseOrder): boolean {
  return order.status === 'PENDING' || order.status === 'AWAITING_DECISION';
}

/** What is due first comes first. */
export function byDeadline(left: PurchaseOrder, right: PurchaseOrder): number {
  return left.deadline.localeCompare(right.deadline) || left.purchaseOrderId.localeCompare(right.purchaseOrderId);
}

const closedAt = (order: PurchaseOrder) => order.decidedAt ?? order.closedAt ?? order.requestedAt;

export function selectHistory(orders: readonly PurchaseOrder[], search: PurchaseOrderSearch): PurchaseOrder[] {
  return orders
    .filter((order) => !isPending(order))
    .filter((order) => !search.status || order.status === search.status)
    .filter((order) => !search.productId || order.productId === search.productId)
    .sort((left, right) => closedAt(right).localeCompare(closedAt(left)));
}

/** The order that should be looked at after `decided`: the next by deadline, else the first that is left. */
export function nextPending(pending: readonly PurchaseOrder[], decided: string): string | undefined {
  const at = pending.findIndex((order) => order.purchaseOrderId === decided);
  const waiting = (order: PurchaseOrder) => order.purchaseOrderId !== decided && isPending(order);
  return (pending.slice(at + 1).find(waiting) ?? pending.find(waiting))?.purchaseOrderId;
}
