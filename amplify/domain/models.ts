import type {
  AdjustmentReason,
  AlertKind,
  AlertStatus,
  MovementCause,
  PurchaseOrderReason,
  PurchaseOrderStatus,
  ReservationStatus,
  StockStatus,
} from './vocabulary.ts';

/** Quantities are GraphQL Ints (32 bit); this bound keeps every sum of a few thousand of them inside. */
export const MAX_QUANTITY = 1_000_000;

export type Product = {
  productId: string;
  name: string;
  /** The preferred one. */
  supplierId?: string;
  /** In minor units of the supplier's currency. */
  unitCost?: number;
  reorderQuantity: number;
  /** An order fills the stock up to this, instead of adding the reorder quantity. */
  targetLevel?: number;
  /** How long an order holds its stock before it must have been shipped; a day when absent. */
  reservationHours?: number;
  /** Who changed it last, where a person did. */
  changedBy?: string;
};

export type Supplier = {
  supplierId: string;
  name: string;
  leadTimeDays: number;
  /** It delivers no less … */
  minimumQuantity: number;
  /** … and whole packs of so many. */
  multiple: number;
  currency: string;
  /** Who changed it last, where a person did. */
  changedBy?: string;
};

/** Where stock is kept. */
export type Location = {
  locationId: string;
  name: string;
  /** Who opened or named it last. */
  changedBy: string;
};

export type StockLevel = {
  productId: string;
  locationId: string;
  available: number;
  reserved: number;
  reorderPoint: number;
  status: StockStatus;
  openPurchaseOrderId?: string;
  coolDownUntil?: string;
  coolDownBelow?: number;
  /** Units that waiting orders ask for: while there are any, nothing is sold past them. */
  backordered?: number;
  version: number;
};

export type Reservation = {
  orderId: string;
  productId: string;
  locationId: string;
  quantity: number;
  status: ReservationStatus;
  /** So many lines of the order were decided as one; absent where each is for itself. */
  linesTogether?: number;
  reason?: string;
  availableQuantity?: number;
  deliveries?: number;
  /** When it last came again. */
  redeliveredAt?: string;
  /** The ledger entry written in the same transaction. */
  movementId?: string;
  /** Until when it holds its stock. */
  expiresAt?: string;
  /** Where it is found when that is over; only while it is RESERVED. */
  expiryShard?: string;
  /** When it was reserved after it had waited. */
  servedAt?: string;
  /** The stock level it waits for, in `stockKey`'s form, until `stock-reserved` was sent for it. */
  waitingFor?: string;
  /** When it was shipped, released or expired. */
  settledAt?: string;
  /** The last change that came when it was too late for it. */
  refusal?: string;
};

export type PurchaseOrder = {
  purchaseOrderId: string;
  productId: string;
  locationId: string;
  quantity: number;
  quantityRequested: number;
  minPOAmount: number;
  reason: PurchaseOrderReason;
  /** The orders that found too little, where they are the reason: one by its id, several by the first and how many more. */
  causeId?: string;
  status: PurchaseOrderStatus;
  phase: 'OPEN' | 'CLOSED';
  availableAtRequest?: number;
  reorderPointAtRequest?: number;
  /** What the quantity follows from, beside what was asked for: see sizing.ts. */
  targetLevel?: number;
  minimumQuantity?: number;
  multiple?: number;
  /** The supplier as it was when the order was raised. */
  supplierId?: string;
  supplierName?: string;
  leadTimeDays?: number;
  /** In minor units of `currency`. */
  unitCost?: number;
  currency?: string;
  requestedAt: string;
  /** The person who asked for it, where one did. */
  requestedBy?: string;
  requestedById?: string;
  requestNote?: string;
  deadline: string;
  /** When approvers are reminded, and when they were. */
  remindAt?: string;
  remindedAt?: string;
  /** Two where its total is over the limit that held when it was raised. */
  approvalsNeeded?: number;
  approvalLimit?: number;
  /** The first of two approvals; the second is the decision. */
  firstApprovedAt?: string;
  firstApprovedBy?: string;
  firstApprovedById?: string;
  decidedAt?: string;
  decidedBy?: string;
  /** Who decided by what never changes; `decidedBy` is the name that people read. */
  decidedById?: string;
  /** Until then the decider may return the decision, and nothing follows from it. */
  undoUntil?: string;
  note?: string;
  orderedAt?: string;
  /** Of `quantity`. */
  quantityReceived?: number;
  /** The workflow itself receives everything at once. */
  receiveOnApproval?: boolean;
  closedAt?: string;
  /** Who ended it, where a person did. */
  closedBy?: string;
  /** The execution that waits for it, or did; absent until one has taken it up. */
  executionArn?: string;
  /** All that took it up, in the order in which they did: the first, and recoveries. */
  executionArns?: string[];
};

/** Goods that came for a purchase order; its id is made by whoever receives, so that a repeated click receives once. */
export type Receipt = {
  receiptId: string;
  purchaseOrderId: string;
  productId: string;
  locationId: string;
  quantity: number;
  receivedAt: string;
  receivedBy: string;
  /** Set until `stock-replenished` was sent for it. */
  untold?: 'UNTOLD';
};

export type PurchasingSettings = {
  /** An approved order is received at once, as the ancestor did; otherwise people receive what comes. */
  receiveOnApproval: boolean;
  /** Up to which total one person approves, in minor units. */
  approvalLimits?: ApprovalLimit[];
  changedBy?: string;
};

type ApprovalLimit = { currency: string; amount: number };

export type Alert = {
  alertId: string;
  productId: string;
  locationId: string;
  kind: AlertKind;
  status: AlertStatus;
  message: string;
  /** Open all the same, but nobody has to look at it before. */
  snoozedUntil?: string | null;
  snoozedBy?: string | null;
};

export type StockMovement = {
  productId: string;
  locationId: string;
  availableDelta: number;
  reservedDelta: number;
  availableAfter: number;
  reservedAfter: number;
  cause: MovementCause;
  causeId: string;
  actor: string;
  /** Of an adjustment; `note` is the text that goes with it. */
  reason?: AdjustmentReason;
  note?: string;
  /** Of a reversal: the entry that it takes back. */
  reverses?: string;
};

/** A change of what is available, by hand; its id is made by the client, so that a repeated click adjusts once. */
export type Adjustment = {
  adjustmentId: string;
  productId: string;
  locationId: string;
  delta: number;
  reason: AdjustmentReason;
  text?: string;
};

/** Stock that goes from one location to another; its id is made by the client, so that a repeated click moves it once. */
export type Transfer = {
  transferId: string;
  productId: string;
  fromLocationId: string;
  toLocationId: string;
  quantity: number;
};
