import { inertText } from './inert-text.ts';
import type { Alert, StockLevel } from './models.ts';
import { isLow } from './ordering.ts';
import type { AlertKind } from './vocabulary.ts';

/** SNS takes at most 100 ASCII characters in a subject, and a product's name has no place in a mail header. */
export const ALERT_SUBJECTS: Record<AlertKind, string> = {
  LOW_STOCK: 'Restock: stock is low',
  OUT_OF_STOCK: 'Restock: out of stock',
  STOCK_UNAVAILABLE: 'Restock: an order could not be served',
};

export type AlertCause = {
  productId: string;
  locationId: string;
  kind: AlertKind;
  available: number;
  reorderPoint?: number;
  quantityRequested?: number;
};

export const alertMessage = (cause: AlertCause): string => {
  const where = `${cause.productId} at ${cause.locationId}`;
  switch (cause.kind) {
    case 'LOW_STOCK':
      return `${where}: ${cause.available} available, at or below the reorder point of ${cause.reorderPoint ?? 0}.`;
    case 'OUT_OF_STOCK':
      return `${where}: nothing is available.`;
    case 'STOCK_UNAVAILABLE':
      return `${where}: ${cause.quantityRequested ?? 0} requested, ${cause.available} available.`;
  }
};

/** The same to be mailed, where a product's id must be text and nothing more. */
export const alertMail = (cause: AlertCause): string =>
  alertMessage({ ...cause, productId: inertText(cause.productId), locationId: inertText(cause.locationId) });

/**
 * The kinds of alert whose cause is gone, once stock has risen. An unserved order is over when stock is no longer low, and
 * no order waits.
 */
export const resolvedKinds = (level: Pick<StockLevel, 'available' | 'reorderPoint' | 'backordered'>): AlertKind[] => {
  if (level.available <= 0) return [];
  if (isLow(level)) return ['OUT_OF_STOCK'];
  return level.backordered ? ['OUT_OF_STOCK', 'LOW_STOCK'] : ['OUT_OF_STOCK', 'LOW_STOCK', 'STOCK_UNAVAILABLE'];
};

/** Why an alert was not put aside, in words for whoever tried. */
export class NotSnoozable extends Error {
  override name = 'NotSnoozable';
}

/** Whoever wants to hear no more of it for longer acknowledges it, or changes the reorder point. */
const LONGEST_SNOOZE_MILLISECONDS = 31 * 24 * 60 * 60 * 1000;

/** The instant as every row has it. Throws NotSnoozable. */
export const checkSnooze = (until: string, now: string): string => {
  const instant = Date.parse(until);
  if (Number.isNaN(instant)) throw new NotSnoozable('An alert is snoozed until an instant.');
  if (instant > Date.parse(now) + LONGEST_SNOOZE_MILLISECONDS) {
    throw new NotSnoozable('An alert can be snoozed for a month at most.');
  }
  return new Date(instant).toISOString();
};

/** Whether nobody has to look at it yet. */
export const isSnoozed = ({ status, snoozedUntil }: Pick<Alert, 'status' | 'snoozedUntil'>, now: number): boolean =>
  status === 'OPEN' && snoozedUntil != null && Date.parse(snoozedUntil) > now;
