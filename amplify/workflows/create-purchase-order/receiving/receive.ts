import type { Clock } from '../../../domain/clock.ts';
import { UnknownPurchaseOrder } from '../../../domain/decisions.ts';
import type { PurchaseOrder, Receipt } from '../../../domain/models.ts';
import { NotReceivable, newReceipt, outstanding } from '../../../domain/receiving.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { ReceiptTable } from '../../../tables/receipt-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { ReceiptTransaction } from './receipt-transaction.ts';
import type { TellReplenished } from './tell-replenished.ts';

export type ReceiveDeps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  stockLevels: Pick<StockLevelTable, 'get'>;
  receipts: Pick<ReceiptTable, 'get'>;
  commit: ReceiptTransaction;
  tell: TellReplenished;
  clock: Clock;
  pause: Pause;
};
/** Without a quantity, all that is still to come. */
export type Arrival = {
  receiptId: string;
  purchaseOrderId: string;
  quantity?: number | undefined;
  receivedBy: (order: PurchaseOrder) => string;
};

const MAX_TRIES = 50;

export class StockLevelBusy extends Error {
  override name = 'StockLevelBusy';
}

/** The same receipt again is told again; the same id for something else is a mistake that must not pass in silence. */
const sameAgain = (known: Receipt, { purchaseOrderId, quantity }: Arrival): Receipt => {
  const same = known.purchaseOrderId === purchaseOrderId && (quantity ?? known.quantity) === known.quantity;
  if (same) return known;
  throw new NotReceivable(`Receipt ${known.receiptId} is of ${known.quantity} for ${known.purchaseOrderId}.`);
};

/** Adds what came to the stock, once for each receipt id, and tells the bus. Throws NotReceivable. */
export const receive =
  (deps: ReceiveDeps) =>
  async (arrival: Arrival): Promise<Receipt> => {
    const receipt = await write(deps, arrival);
    if (receipt.untold) await deps.tell(receipt);
    return receipt;
  };

const write = async (deps: ReceiveDeps, arrival: Arrival): Promise<Receipt> => {
  const { purchaseOrders, stockLevels, receipts, commit, clock, pause } = deps;
  const { receiptId, purchaseOrderId, quantity, receivedBy } = arrival;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const order = await purchaseOrders.get(purchaseOrderId);
    if (!order) throw new UnknownPurchaseOrder(`There is no purchase order ${purchaseOrderId}.`);
    const level = await stockLevels.get(order);
    // Read last: what was committed until now is then seen, and what comes later fails the transaction.
    const known = await receipts.get(receiptId);
    if (known) return sameAgain(known, arrival);
    const arrived = { receiptId, quantity: quantity ?? outstanding(order), receivedBy: receivedBy(order) };
    const receipt = newReceipt(order, arrived, clock());
    if (!level) throw new UnknownPurchaseOrder(`The stock level of purchase order ${purchaseOrderId} is gone.`);
    if (await commit(order, level, receipt)) return receipt;
    await pause(fullJitter(Math.min(attempt, 4), 4));
  }
  throw new StockLevelBusy(`Stock changed ${MAX_TRIES} times while ${purchaseOrderId} was received. Try again.`);
};
