import type { PurchaseOrder } from '../../lib/api-client.ts';
import { oneOf, text } from '../../lib/search-params.ts';
import { needsTwo, whyNotYou } from './wording.ts';

export const HISTORY_STATUSES = ['RECEIVED', 'CLOSED_SHORT', 'REJECTED', 'EXPIRED', 'CANCELLED'] as const;

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

/** Whether it still waits for a decision. */
export function isPending(order: PurchaseOrder): boolean {
  return order.status === 'PENDING' || order.status === 'AWAITING_DECISION';
}

/** Approved, and not all of it has come: it is being ordered, or its goods are on their way. */
export function isUnderWay({ status, phase }: PurchaseOrder): boolean {
  return phase === 'OPEN' && (status === 'APPROVED' || status === 'ORDERED' || status === 'PARTIALLY_RECEIVED');
}

/** Whether this person may approve it together with others: over the limit an order is looked at by itself. */
export function canApproveWithOthers(order: PurchaseOrder, name: string): boolean {
  return order.status === 'AWAITING_DECISION' && !needsTwo(order) && whyNotYou(order, name) === undefined;
}

/** Whether this person may still return the decision: the backend knows them by more than their name. */
export function canReturn({ status, decidedBy, undoUntil }: PurchaseOrder, name: string, now: number): boolean {
  const decided = status === 'APPROVED' || status === 'REJECTED';
  return decided && decidedBy === name && undoUntil != null && Date.parse(undoUntil) > now;
}

/** What was decided first comes first: it should be here soonest. */
export function byDecision(left: PurchaseOrder, right: PurchaseOrder): number {
  return (left.decidedAt ?? '').localeCompare(right.decidedAt ?? '');
}

/** What is due first comes first. */
export function byDeadline(left: PurchaseOrder, right: PurchaseOrder): number {
  return left.deadline.localeCompare(right.deadline) || left.purchaseOrderId.localeCompare(right.purchaseOrderId);
}

const endedAt = (order: PurchaseOrder) => order.closedAt ?? order.decidedAt ?? order.requestedAt;

export function selectHistory(orders: readonly PurchaseOrder[], search: PurchaseOrderSearch): PurchaseOrder[] {
  return orders
    .filter((order) => !isPending(order) && !isUnderWay(order))
    .filter((order) => !search.status || order.status === search.status)
    .filter((order) => !search.productId || order.productId === search.productId)
    .sort((left, right) => endedAt(right).localeCompare(endedAt(left)));
}

/** Of all orders, open or ended, those of the product; only those that ended so, where an end is chosen. */
export function selectAny(
  orders: readonly PurchaseOrder[],
  { productId, status }: PurchaseOrderSearch,
): PurchaseOrder[] {
  return orders
    .filter((order) => !productId || order.productId === productId)
    .filter((order) => !status || order.status === status);
}

/** The order that should be looked at after `decided`: the next by deadline, else the first that is left. */
export function nextPending(pending: readonly PurchaseOrder[], decided: string): string | undefined {
  const at = pending.findIndex((order) => order.purchaseOrderId === decided);
  const waiting = (order: PurchaseOrder) => order.purchaseOrderId !== decided && isPending(order);
  return (pending.slice(at + 1).find(waiting) ?? pending.find(waiting))?.purchaseOrderId;
}
