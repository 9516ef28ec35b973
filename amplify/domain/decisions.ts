import { inertText } from './inert-text.ts';
import type { PurchaseOrder } from './models.ts';

/** Somebody, or the deadline, was first: the row is the truth and the workflow follows it. */
export class AlreadyDecided extends Error {
  override name = 'AlreadyDecided';
}

export class UnknownPurchaseOrder extends Error {
  override name = 'UnknownPurchaseOrder';
}

export const DECISION_SUBJECT = 'Restock: a purchase order awaits your decision';

/** Plain text; the link opens the dashboard, where a person decides: nothing happens by following it. */
export const decisionMail = (order: PurchaseOrder, dashboardUrl: string): string =>
  [
    `${order.quantity} of ${inertText(order.productId)} for ${inertText(order.locationId)}` +
      ` (${order.quantityRequested} requested + ${order.minPOAmount} by the product's reorder quantity).`,
    `Reason: ${order.reason}. Available when requested: ${order.availableAtRequest ?? 'unknown'},` +
      ` reorder point: ${order.reorderPointAtRequest ?? 'unknown'}.`,
    `Decide before ${order.deadline}:`,
    `${dashboardUrl.replace(/\/+$/, '')}/purchase-orders?order=${encodeURIComponent(order.purchaseOrderId)}`,
  ].join('\n');
