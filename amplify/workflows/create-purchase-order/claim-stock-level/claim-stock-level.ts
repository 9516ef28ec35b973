import type { Clock } from '../../../domain/clock.ts';
import type { PurchaseOrder } from '../../../domain/models.ts';
import {
  newPurchaseOrder,
  type PurchaseRequest,
  parsePurchaseRequest,
  refusal,
} from '../../../domain/purchase-request.ts';
import type { OfferTable } from '../../../tables/offer-table.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { PurchaseOrderTransactions } from '../purchase-order-transactions.ts';

type Deps = {
  stockLevels: Pick<StockLevelTable, 'get'>;
  offers: OfferTable;
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'claim'>;
  clock: Clock;
  pause: Pause;
  deadlineSeconds: number;
};
/** `deadline` is that of the claimed order, until when its workflow waits. */
type Claim = { claimed: boolean; reason: string; purchaseOrderId: string; deadline?: string };

/** Stock that moves while it is claimed is read again; a busy level needs a few tries. */
const MAX_TRIES = 20;

export class UnknownStockLevel extends Error {
  override name = 'UnknownStockLevel';
}
export class StockLevelBusy extends Error {
  override name = 'StockLevelBusy';
}

/** The same event may come twice, and a step may be repeated after its answer was lost: the row tells which it is. */
const claimKnown = (order: PurchaseOrder, request: PurchaseRequest): Claim => {
  const mine = order.executionArn === request.executionArn && order.phase === 'OPEN';
  return {
    claimed: mine,
    reason: mine ? 'claimed before' : 'this event was served before',
    purchaseOrderId: order.purchaseOrderId,
    deadline: order.deadline,
  };
};

/** Claims the stock level together with the new order: at most one order is open for it, and it is this one or none. */
export const claimStockLevel =
  ({ stockLevels, offers, purchaseOrders, transactions, clock, pause, deadlineSeconds }: Deps) =>
  async (input: Record<string, unknown>): Promise<Claim> => {
    const request = parsePurchaseRequest(input);
    const { purchaseOrderId } = request;
    const offer = await offers.get(request.productId);
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const known = await purchaseOrders.get(purchaseOrderId);
      if (known) return claimKnown(known, request);
      const level = await stockLevels.get(request);
      if (!level) throw new UnknownStockLevel(`${request.productId} is not stocked at ${request.locationId}.`);
      const now = clock();
      const reason = refusal(request, level, now);
      if (reason) return { claimed: false, reason, purchaseOrderId };
      const order = newPurchaseOrder(request, level, offer, now, deadlineSeconds);
      if (await transactions.claim(order, level, now)) {
        return { claimed: true, reason: 'claimed', purchaseOrderId, deadline: order.deadline };
      }
      await pause(fullJitter(Math.min(attempt, 5), 5));
    }
    throw new StockLevelBusy(`${request.productId} changed ${MAX_TRIES} times while it was claimed.`);
  };
