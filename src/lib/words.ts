import type {
  AdjustmentReason,
  AlertKind,
  AlertStatus,
  MovementCause,
  PurchaseOrderReason,
  PurchaseOrderStatus,
  ReservationStatus,
} from '../../amplify/domain/vocabulary.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'muted';
export type StockState = 'OK' | 'LOW' | 'OUT';
export type Word = { label: string; tone: Tone };

/** The words a person reads for the words of the domain. */
export const STOCK_STATE: Record<StockState, Word> = {
  OK: { label: 'In stock', tone: 'good' },
  LOW: { label: 'Low', tone: 'warn' },
  OUT: { label: 'Out of stock', tone: 'bad' },
};

export const RESERVATION: Record<ReservationStatus, Word> = {
  RESERVED: { label: 'Reserved', tone: 'good' },
  BACKORDERED: { label: 'Backordered', tone: 'info' },
  FULFILLED: { label: 'Shipped', tone: 'muted' },
  RELEASED: { label: 'Released', tone: 'muted' },
  EXPIRED: { label: 'Expired', tone: 'warn' },
  UNAVAILABLE: { label: 'Unavailable', tone: 'warn' },
  REJECTED: { label: 'Rejected', tone: 'bad' },
};

export const PURCHASE_ORDER: Record<PurchaseOrderStatus, Word> = {
  PENDING: { label: 'Preparing', tone: 'muted' },
  AWAITING_DECISION: { label: 'Awaiting decision', tone: 'info' },
  APPROVED: { label: 'Approved', tone: 'good' },
  ORDERED: { label: 'Ordered', tone: 'info' },
  PARTIALLY_RECEIVED: { label: 'Partly received', tone: 'info' },
  RECEIVED: { label: 'Received', tone: 'good' },
  CLOSED_SHORT: { label: 'Closed short', tone: 'warn' },
  REJECTED: { label: 'Rejected', tone: 'bad' },
  EXPIRED: { label: 'Expired', tone: 'warn' },
  CANCELLED: { label: 'Cancelled', tone: 'muted' },
};

export const PURCHASE_ORDER_REASON: Record<PurchaseOrderReason, string> = {
  LOW_STOCK: 'Stock at or below the reorder point',
  STOCK_UNAVAILABLE: 'An order asked for more than was available',
  MANUAL: 'Requested by a person',
};

export const ALERT_KIND: Record<AlertKind, Word> = {
  LOW_STOCK: { label: 'Low stock', tone: 'warn' },
  OUT_OF_STOCK: { label: 'Out of stock', tone: 'bad' },
  STOCK_UNAVAILABLE: { label: 'Order unavailable', tone: 'warn' },
};

export const ALERT_STATUS: Record<AlertStatus, Word> = {
  OPEN: { label: 'Open', tone: 'info' },
  ACKNOWLEDGED: { label: 'Acknowledged', tone: 'muted' },
  RESOLVED: { label: 'Resolved', tone: 'good' },
};

export const MOVEMENT_CAUSE: Record<MovementCause, string> = {
  OPENING: 'Opening stock',
  ORDER: 'Order',
  RELEASE: 'Order cancelled',
  FULFILMENT: 'Order shipped',
  EXPIRY: 'Reservation expired',
  PURCHASE_ORDER: 'Purchase order',
  ADJUSTMENT: 'Adjustment',
  REVERSAL: 'Adjustment undone',
  TRANSFER: 'Transfer',
  IMPORT: 'Import',
  RECONCILIATION: 'Reconciliation',
};

export const ADJUSTMENT_REASON: Record<AdjustmentReason, string> = {
  COUNT: 'Counted again',
  DAMAGE: 'Damaged',
  LOSS: 'Lost',
  FOUND: 'Found',
  RETURN: 'Returned',
  OTHER: 'Other',
};
