import { alertText } from '../../lib/alert-text.ts';
import type { Alert, PurchaseOrder, Reservation, StockLevel } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { type Change, idOf } from '../../lib/live-changes.ts';
import { messages } from '../../lib/messages.ts';
import { ALERT_KIND, PURCHASE_ORDER, RESERVATION, type Word } from '../../lib/words.ts';

const words = messages.events;

export const EVENT_TYPES = ['order', 'stock', 'purchase-order', 'alert'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** `correlationId` is what everything about it has in common: the order's id, the purchase order's, or the alert's. */
export type LiveEvent = {
  key: string;
  at: string;
  type: EventType;
  word: Word;
  productId: string;
  correlationId: string;
  text: string;
};

const ofReservation = (row: Reservation) => ({
  type: 'order' as const,
  word: RESERVATION[row.status],
  correlationId: row.orderId,
  text: words.order(formatNumber(row.quantity)),
});

const ofStockLevel = (row: StockLevel) => ({
  type: 'stock' as const,
  word: words.stockWord,
  correlationId: row.openPurchaseOrderId ?? '',
  text: words.stock(formatNumber(row.available), formatNumber(row.reserved)),
});

const ofPurchaseOrder = (row: PurchaseOrder) => ({
  type: 'purchase-order' as const,
  word: PURCHASE_ORDER[row.status],
  correlationId: row.purchaseOrderId,
  text: words.purchaseOrder(formatNumber(row.quantity), row.decidedBy ?? undefined),
});

const ofAlert = (row: Alert) => ({
  type: 'alert' as const,
  word: row.status === 'RESOLVED' ? words.resolved : ALERT_KIND[row.kind],
  correlationId: row.alertId,
  text: alertText(row),
});

const aboutOf = (change: Change) => {
  if (change.model === 'Reservation') return ofReservation(change.item);
  if (change.model === 'StockLevel') return ofStockLevel(change.item);
  if (change.model === 'PurchaseOrder') return ofPurchaseOrder(change.item);
  if (change.model === 'Alert') return ofAlert(change.item);
  return undefined;
};

/** What a published change says has happened; undefined for what only follows from it, as entries of the ledger do. */
export function eventOf(change: Change): LiveEvent | undefined {
  const about = aboutOf(change);
  if (!about) return undefined;
  const { productId, updatedAt } = change.item as { productId: string; updatedAt: string };
  return { key: `${change.model}:${idOf(change.model, change.item)}:${updatedAt}`, at: updatedAt, productId, ...about };
}

export type EventSearch = { productId?: string; type?: EventType; q?: string };

/** Those of a product, of a type, and whose order or other id holds the text. */
export const selectEvents = (events: readonly LiveEvent[], { productId, type, q }: EventSearch): LiveEvent[] => {
  const wanted = q?.toLowerCase();
  return events.filter(
    (event) =>
      (productId === undefined || event.productId === productId) &&
      (type === undefined || event.type === type) &&
      (wanted === undefined || event.correlationId.toLowerCase().includes(wanted)),
  );
};
