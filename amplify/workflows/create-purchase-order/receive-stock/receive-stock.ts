import type { Clock } from '../../../domain/clock.ts';
import { UnknownPurchaseOrder } from '../../../domain/decisions.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { PurchaseOrderTransactions } from '../purchase-order-transactions.ts';

type Deps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  stockLevels: Pick<StockLevelTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'receive'>;
  clock: Clock;
  pause: Pause;
};
/** The detail of `stock-replenished`. */
type Replenished = { productId: string; quantity: number; purchaseOrderId: string };

const MAX_TRIES = 50;

export class StockLevelBusy extends Error {
  override name = 'StockLevelBusy';
}

/** Adds an approved order's stock exactly once: a repeated step finds the order closed and only tells it again. */
export const receiveStock =
  ({ purchaseOrders, stockLevels, transactions, clock, pause }: Deps) =>
  async ({ purchaseOrderId }: { purchaseOrderId: string }): Promise<Replenished> => {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const order = await purchaseOrders.get(purchaseOrderId);
      if (order?.status !== 'APPROVED') {
        throw new UnknownPurchaseOrder(`There is no approved purchase order ${purchaseOrderId}.`);
      }
      const { productId, quantity } = order;
      if (order.phase === 'CLOSED') return { productId, quantity, purchaseOrderId };
      const level = await stockLevels.get(order);
      if (!level) throw new UnknownPurchaseOrder(`The stock level of purchase order ${purchaseOrderId} is gone.`);
      if (await transactions.receive(order, level, clock())) return { productId, quantity, purchaseOrderId };
      await pause(fullJitter(Math.min(attempt, 4), 4));
    }
    throw new StockLevelBusy(`Stock changed ${MAX_TRIES} times while ${purchaseOrderId} was received.`);
  };
