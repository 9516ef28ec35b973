import type { Product, PurchaseOrder, StockLevel, StockMovement, Supplier } from '../../amplify/domain/models.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const PRODUCT: Product = {
  productId: 'espresso-machine',
  name: 'Espresso machine',
  supplierId: 'alpine-coffee-works',
  unitCost: 14_500,
  reorderQuantity: 90,
};
export const SUPPLIER: Supplier = {
  supplierId: 'alpine-coffee-works',
  name: 'Alpine Coffee Works',
  leadTimeDays: 6,
  minimumQuantity: 10,
  multiple: 10,
  currency: 'EUR',
};
const REORDER_POINT = 30;
const OPENING = 120;

/** Orders of a day: hours after its beginning, and quantity. */
const ORDERS_OF_A_DAY = [
  [3, 4],
  [6, 7],
  [9, 3],
  [13, 6],
  [19, 5],
] as const;

type Dated<Model> = { at: string; model: Model };

const place = { productId: PRODUCT.productId, locationId: DEFAULT_LOCATION };

/** Keeps the balance while it writes the ledger. */
class Ledger {
  readonly movements: Dated<StockMovement>[] = [];
  available = 0;
  reserved = 0;

  move(at: number, delta: number, why: Pick<StockMovement, 'cause' | 'causeId' | 'actor' | 'reason' | 'note'>): void {
    const reservedDelta = why.cause === 'ORDER' ? -delta : 0;
    this.available += delta;
    this.reserved += reservedDelta;
    const balance = { availableAfter: this.available, reservedAfter: this.reserved };
    const model = { ...place, availableDelta: delta, reservedDelta, ...balance, ...why };
    this.movements.push({ at: new Date(at).toISOString(), model });
  }
}

function approvedOrder(raised: number, decided: number, available: number): PurchaseOrder {
  const decidedAt = new Date(decided).toISOString();
  return {
    ...place,
    purchaseOrderId: 'week-of-stock-1',
    quantity: PRODUCT.reorderQuantity,
    quantityRequested: 0,
    minPOAmount: PRODUCT.reorderQuantity,
    reason: 'LOW_STOCK',
    status: 'RECEIVED',
    phase: 'CLOSED',
    availableAtRequest: available,
    reorderPointAtRequest: REORDER_POINT,
    unitCost: PRODUCT.unitCost,
    currency: SUPPLIER.currency,
    supplierId: SUPPLIER.supplierId,
    supplierName: SUPPLIER.name,
    leadTimeDays: SUPPLIER.leadTimeDays,
    minimumQuantity: SUPPLIER.minimumQuantity,
    multiple: SUPPLIER.multiple,
    quantityReceived: PRODUCT.reorderQuantity,
    requestedAt: new Date(raised).toISOString(),
    deadline: new Date(raised + DAY).toISOString(),
    decidedAt,
    closedAt: decidedAt,
    decidedBy: 'Ada Approver',
    note: 'For the autumn catalogue',
  };
}

/**
 * A week of one product as the flow would have written it: orders take stock; at the reorder point a purchase order is
 * raised, and approved hours later. The ledger adds up to the stock level.
 */
export function weekOfStock(now: number) {
  const start = now - 7 * DAY;
  const ledger = new Ledger();
  ledger.move(start, OPENING, { cause: 'OPENING', causeId: PRODUCT.productId, actor: 'load-sample-products' });
  let order: PurchaseOrder | undefined;
  for (let day = 0; day < 7; day += 1) {
    for (const [hour, quantity] of ORDERS_OF_A_DAY) {
      const at = start + day * DAY + hour * HOUR;
      ledger.move(at, -quantity, { cause: 'ORDER', causeId: `web-${1040 + day * 24 + hour}`, actor: 'reserve-stock' });
      if (order === undefined && ledger.available <= REORDER_POINT) {
        order = approvedOrder(at, at + 2 * HOUR, ledger.available);
        const why = { cause: 'PURCHASE_ORDER', causeId: order.purchaseOrderId, actor: 'Ada Approver' } as const;
        ledger.move(at + 2 * HOUR, order.quantity, why);
      }
    }
  }
  const byHand = { cause: 'ADJUSTMENT', causeId: 'week-of-stock-2', actor: 'Oscar Operator' } as const;
  ledger.move(now - HOUR, -2, { ...byHand, reason: 'DAMAGE', note: 'Fell off a pallet' });
  const { available, reserved, movements } = ledger;
  const version = movements.length;
  const level: StockLevel = { ...place, available, reserved, reorderPoint: REORDER_POINT, status: 'IN_STOCK', version };
  return { level, order, movements };
}
