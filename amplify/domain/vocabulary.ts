/** The words of the domain, once: the schema, the handlers, the workflows and the screen all take them from here. */

export const DEFAULT_LOCATION = 'main';

export const STOCK_STATUSES = ['IN_STOCK', 'OUT_OF_STOCK'] as const;
export type StockStatus = (typeof STOCK_STATUSES)[number];

/**
 * RESERVED ends as FULFILLED (shipped), RELEASED (cancelled) or EXPIRED (neither in time). BACKORDERED waits for stock, and
 * becomes RESERVED or RELEASED. Whatever any other is, it stays.
 */
export const RESERVATION_STATUSES = [
  'RESERVED',
  'BACKORDERED',
  'FULFILLED',
  'RELEASED',
  'EXPIRED',
  'UNAVAILABLE',
  'REJECTED',
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/**
 * PENDING: raised, nobody can decide yet. AWAITING_DECISION: the workflow waits and approvers were told. APPROVED and
 * REJECTED: decided, and until `undoUntil` the decider may return it. ORDERED: the goods are on their way.
 */
export const PURCHASE_ORDER_STATUSES = [
  'PENDING',
  'AWAITING_DECISION',
  'APPROVED',
  'ORDERED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CLOSED_SHORT',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
] as const;
export type PurchaseOrderStatus = (typeof PURCHASE_ORDER_STATUSES)[number];

export const PURCHASE_ORDER_REASONS = ['LOW_STOCK', 'STOCK_UNAVAILABLE', 'MANUAL'] as const;
export type PurchaseOrderReason = (typeof PURCHASE_ORDER_REASONS)[number];

export const DECISIONS = ['APPROVED', 'REJECTED'] as const;
export type Decision = (typeof DECISIONS)[number];

export const ALERT_KINDS = ['LOW_STOCK', 'OUT_OF_STOCK', 'STOCK_UNAVAILABLE'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** An acknowledged alert stays until its cause is gone: only then may the same cause warn (and mail) again. */
export const ALERT_STATUSES = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Causes of what moves `reserved`: each such entry is for order lines. */
export const RESERVATION_CAUSES = ['ORDER', 'RELEASE', 'FULFILMENT', 'EXPIRY'] as const;

/** REVERSAL: an adjustment was taken back; its `causeId` is that of the adjustment. TRANSFER: one entry at each location. */
export const MOVEMENT_CAUSES = [
  'OPENING',
  ...RESERVATION_CAUSES,
  'PURCHASE_ORDER',
  'ADJUSTMENT',
  'REVERSAL',
  'TRANSFER',
  'IMPORT',
  'RECONCILIATION',
] as const;
export type MovementCause = (typeof MOVEMENT_CAUSES)[number];

/** Why somebody adjusts: counted anew, damaged, gone, turned up, come back, or as the text says. */
export const ADJUSTMENT_REASONS = ['COUNT', 'DAMAGE', 'LOSS', 'FOUND', 'RETURN', 'OTHER'] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** A file's counts are what there is, or what is added to what there is. */
export const IMPORT_MODES = ['SET', 'ADD'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** What an import changes. */
export const IMPORT_FIELDS = ['NAME', 'REORDER_QUANTITY', 'REORDER_POINT', 'AVAILABLE'] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** What reconciling finds: which book differs from the others. */
export const RECONCILIATION_KINDS = [
  'LEVEL',
  'LEDGER',
  'LEDGER_END',
  'RESERVATIONS',
  'BACKORDERED',
  'NEGATIVE',
  'CLAIM',
  'SECOND_ORDER',
  'STATUS',
] as const;
export type ReconciliationKind = (typeof RECONCILIATION_KINDS)[number];

/** What became of a finding: FOUND in a dry run. UNSETTLED: the stock level moved too fast to be judged or mended. */
export const RECONCILIATION_OUTCOMES = ['FOUND', 'REPAIRED', 'NEEDS_PERSON', 'UNSETTLED'] as const;
export type ReconciliationOutcome = (typeof RECONCILIATION_OUTCOMES)[number];
