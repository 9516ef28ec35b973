import type { Clock } from '../../../domain/clock.ts';
import type { PurchaseOrder } from '../../../domain/models.ts';
import {
  newPurchaseOrder,
  type PurchaseRequest,
  parsePurchaseRequest,
  refusal,
  type Terms,
} from '../../../domain/purchase-request.ts';
import type { OfferTable } from '../../../tables/offer-table.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { PurchasingSettingsTable } from '../../../tables/purchasing-settings-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { PurchaseOrderTransactions } from '../purchase-order-transactions.ts';

type Deps = {
  stockLevels: Pick<StockLevelTable, 'get'>;
  offers: OfferTable;
  settings: Pick<PurchasingSettingsTable, 'get'>;
  purchaseOrders: Pick<PurchaseOrderTable, 'get' | 'takeUp'>;
  transactions: Pick<PurchaseOrderTransactions, 'claim'>;
  clock: Clock;
  pause: Pause;
  terms: Terms;
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

/**
 * The same event may come twice, and a step may be repeated after its answer was lost: the row tells which it is. What a
 * person asked for is there before the event, and the first execution takes it up.
 */
const claimKnown = async (
  { purchaseOrders, clock }: Pick<Deps, 'purchaseOrders' | 'clock'>,
  order: PurchaseOrder,
  { executionArn }: PurchaseRequest,
): Promise<Claim> => {
  const { purchaseOrderId, deadline } = order;
  const isFree = order.executionArn === undefined && executionArn !== undefined;
  const takenUp = isFree && (await purchaseOrders.takeUp(purchaseOrderId, executionArn, clock()));
  const mine = order.phase === 'OPEN' && (takenUp || order.executionArn === executionArn);
  return { claimed: mine, reason: mine ? 'claimed before' : 'this event was served before', purchaseOrderId, deadline };
};

/** Claims the stock level together with the new order: at most one order is open for it, and it is this one or none. */
export const claimStockLevel =
  ({ stockLevels, offers, settings, purchaseOrders, transactions, clock, pause, terms }: Deps) =>
  async (input: Record<string, unknown>): Promise<Claim> => {
    const request = parsePurchaseRequest(input);
    const { purchaseOrderId } = request;
    const offer = await offers.get(request.productId);
    const chosen = await settings.get();
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const known = await purchaseOrders.get(purchaseOrderId);
      if (known) return claimKnown({ purchaseOrders, clock }, known, request);
      const level = await stockLevels.get(request);
      if (!level) throw new UnknownStockLevel(`${request.productId} is not stocked at ${request.locationId}.`);
      const now = clock();
      const reason = refusal(request, level, now);
      if (reason) return { claimed: false, reason, purchaseOrderId };
      const order = newPurchaseOrder(request, level, offer, chosen, now, terms);
      if (await transactions.claim(order, level, now)) {
        return { claimed: true, reason: 'claimed', purchaseOrderId, deadline: order.deadline };
      }
      await pause(fullJitter(Math.min(attempt, 5), 5));
    }
    throw new StockLevelBusy(`${request.productId} changed ${MAX_TRIES} times while it was claimed.`);
  };
