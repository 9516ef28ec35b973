import type { ImportDifference } from '../../amplify/domain/import-differences.ts';
import type {
  Alert,
  Product,
  PurchaseOrder,
  Receipt,
  Reservation,
  StockLevel,
  StockMovement,
} from '../../amplify/domain/models.ts';
import type { ChangeType } from '../../amplify/domain/settlement.ts';
import type { MadeImport } from '../../amplify/tables/stock-import-table.ts';

/** An order as it was sent: through the bus by its detail, or past it by the message's whole body. */
export interface Sent {
  detail: unknown;
  body: string | undefined;
  messageId?: string;
}

/** What a shop said that happened to an order, or to a line of it. */
export interface Changed {
  type: ChangeType;
  detail: { orderId: string; productId?: string };
}

/** A decision that somebody made, and what the function answered; nothing where the answer was lost. */
export interface Decided {
  who: string;
  purchaseOrderId: string;
  decision: 'APPROVED' | 'REJECTED';
  accepted?: boolean;
  message?: string;
  status?: string;
}

/** An attempt to return a decision. */
export interface Returned {
  who: string;
  purchaseOrderId: string;
  accepted?: boolean;
}

/** An attempt to receive goods; not accepted where it was refused, or its answer was lost. */
export interface Received {
  receiptId: string;
  purchaseOrderId: string;
  quantity: number;
  accepted?: boolean;
}

/** A file that somebody saw the differences of and imported; `applied` where somebody was told that it was. */
export interface Imported {
  importId: string;
  previewed: ImportDifference[];
  applied?: boolean;
}

export interface Version<Row> {
  before?: Row;
  after?: Row;
}

/** Everything that a case has left, and every version that stock levels, purchase orders and reservations have had. */
export interface Snapshot {
  now: string;
  sent: Sent[];
  decided: Decided[];
  returned: Returned[];
  requested: string[];
  received: Received[];
  changed: Changed[];
  imported: Imported[];
  /** What the bus was told; undefined where nobody listened. */
  told: { type: string; detail: Record<string, unknown> }[] | undefined;
  /** Messages in the orders' queue, and in its dead-letter queue. */
  waiting: number;
  dead: number;
  /** Changes of orders in their dead-letter queue. */
  deadChanges: number;
  levels: StockLevel[];
  products: Product[];
  movements: (StockMovement & { movementId: string; createdAt: string })[];
  reservations: Reservation[];
  purchaseOrders: PurchaseOrder[];
  receipts: Receipt[];
  imports: MadeImport[];
  alerts: Alert[];
  openAlerts: { alertKey: string; alertId: string }[];
  levelVersions: Version<StockLevel & { updatedAt: string }>[];
  purchaseOrderVersions: Version<PurchaseOrder & { updatedAt: string }>[];
  reservationVersions: Version<Reservation>[];
  /** Executions of create-purchase-order that have not ended. */
  running: string[];
}
