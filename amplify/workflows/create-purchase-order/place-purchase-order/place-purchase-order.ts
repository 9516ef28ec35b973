import { isFirstOfTwo } from '../../../domain/approval.ts';
import type { Clock } from '../../../domain/clock.ts';
import { UnknownPurchaseOrder } from '../../../domain/decisions.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { PurchasingSettingsTable } from '../../../tables/purchasing-settings-table.ts';
import type { PurchaseOrderTransactions } from '../purchase-order-transactions.ts';

type Deps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  settings: Pick<PurchasingSettingsTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'awaitSecond' | 'place'>;
  clock: Clock;
};

/**
 * Carries out an approval that can no longer be returned: the order is placed, or, by the first of two approvals, waits for
 * another approver. `placed` is false then, and when the row says something else by now: the workflow reads it again.
 */
export const placePurchaseOrder =
  ({ purchaseOrders, settings, transactions, clock }: Deps) =>
  async ({ purchaseOrderId }: { purchaseOrderId: string }): Promise<{ placed: boolean }> => {
    const order = await purchaseOrders.get(purchaseOrderId);
    if (!order) throw new UnknownPurchaseOrder(`Purchase order ${purchaseOrderId} does not exist.`);
    if (order.status !== 'APPROVED') return { placed: false };
    if (isFirstOfTwo(order)) {
      await transactions.awaitSecond(order, clock());
      return { placed: false };
    }
    return { placed: await transactions.place(order, await settings.get(), clock()) };
  };
