import { inertText } from './inert-text.ts';
import type { PurchaseOrder } from './models.ts';
import { sizingLines } from './sizing.ts';

/** Somebody, or the deadline, was first: the row is the truth and the workflow follows it. */
export class AlreadyDecided extends Error {
  override name = 'AlreadyDecided';
}

export class UnknownPurchaseOrder extends Error {
  override name = 'UnknownPurchaseOrder';
}

export const DECISION_SUBJECT = 'Restock: a purchase order awaits your decision';

export const REMINDER_SUBJECT = 'Restock: a purchase order expires soon, undecided';

/** "0 asked for + 10 reorder quantity": how the quantity came about. */
const sizing = (order: PurchaseOrder): string =>
  sizingLines(order)
    .slice(0, -1)
    .map(({ label, quantity }) => `${quantity} ${label.charAt(0).toLowerCase()}${label.slice(1)}`)
    .join(' + ');

/** Plain text; the link opens the dashboard, where a person decides: nothing happens by following it. */
export const decisionMail = (order: PurchaseOrder, dashboardUrl: string): string =>
  [
    `${order.quantity} of ${inertText(order.productId)} for ${inertText(order.locationId)} (${sizing(order)}).`,
    `Reason: ${order.reason}. Available when requested: ${order.availableAtRequest ?? 'unknown'},` +
      ` reorder point: ${order.reorderPointAtRequest ?? 'unknown'}.`,
    ...(order.firstApprovedAt ? ['It is over the limit, and approved once: another approver has to decide too.'] : []),
    `Decide before ${order.deadline}:`,
    `${dashboardUrl.replace(/\/+$/, '')}/purchase-orders?order=${encodeURIComponent(order.purchaseOrderId)}`,
  ].join('\n');
