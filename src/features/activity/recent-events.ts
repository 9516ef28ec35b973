import { alertText } from '../../lib/alert-text.ts';
import type { Alert, PurchaseOrder, Reservation } from '../../lib/api-client.ts';
import { ALERT_KIND, PURCHASE_ORDER, RESERVATION, type Word } from '../../lib/words.ts';

type Target = { kind: 'order' | 'alert' | 'purchase-order'; id: string };
export type RecentEvent = { id: string; at: string; word: Word; productId: string; text: string; target: Target };

function ofReservation(row: Reservation): RecentEvent {
  return {
    id: `reservation:${row.orderId}:${row.productId}`,
    at: row.settledAt ?? row.createdAt,
    word: RESERVATION[row.status],
    productId: row.productId,
    text: `Order of ${row.quantity}`,
    target: { kind: 'order', id: row.orderId },
  };
}

function ofAlert(alert: Alert): RecentEvent {
  return {
    id: `alert:${alert.alertId}`,
    at: alert.createdAt,
    word: ALERT_KIND[alert.kind],
    productId: alert.productId,
    text: alertText(alert),
    target: { kind: 'alert', id: alert.alertId },
  };
}

function ofPurchaseOrder(order: PurchaseOrder): RecentEvent {
  const by = order.decidedBy ? ` by ${order.decidedBy}` : '';
  return {
    id: `purchase-order:${order.purchaseOrderId}`,
    at: order.decidedAt ?? order.requestedAt,
    word: PURCHASE_ORDER[order.status],
    productId: order.productId,
    text: `Purchase order of ${order.quantity}${by}`,
    target: { kind: 'purchase-order', id: order.purchaseOrderId },
  };
}

type Sources = {
  reservations: readonly Reservation[];
  alerts: readonly Alert[];
  purchaseOrders: readonly PurchaseOrder[];
};

/** What happened last, over all sources, newest first. */
export function recentEvents({ reservations, alerts, purchaseOrders }: Sources, atMost: number): RecentEvent[] {
  return [...reservations.map(ofReservation), ...alerts.map(ofAlert), ...purchaseOrders.map(ofPurchaseOrder)]
    .sort((left, right) => right.at.localeCompare(left.at))
    .slice(0, atMost);
}
