import type { Clock } from '../../domain/clock.ts';
import type { PurchaseOrder } from '../../domain/models.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import { type FieldCall, groupsOf, type IdentifyCaller } from '../caller.ts';
import { whyDecided } from '../decide-purchase-order/decision-row.ts';
import type { WakeWorkflow } from '../decide-purchase-order/wake-workflow.ts';

export interface Deps {
  purchaseOrders: Pick<PurchaseOrderTable, 'get' | 'cancel'>;
  wakeWorkflow: WakeWorkflow;
  identify: IdentifyCaller;
  clock: Clock;
}

export class NotCancelled extends Error {
  override name = 'NotCancelled';
}

/**
 * Takes an order back that nobody has decided yet: its requester may, and every approver. As with a decision the row is the
 * truth, and the workflow, woken or found by the sweep, frees the claim. Repeated by the same person it is the same.
 */
export const cancelPurchaseOrder =
  ({ purchaseOrders, wakeWorkflow, identify, clock }: Deps) =>
  async (call: FieldCall<{ purchaseOrderId: string }>): Promise<PurchaseOrder | undefined> => {
    const { purchaseOrderId } = call.arguments;
    const caller = await identify(call);
    const order = await purchaseOrders.get(purchaseOrderId);
    if (!order) throw new NotCancelled(`There is no purchase order ${purchaseOrderId}.`);
    if (order.requestedById !== caller.id && !groupsOf(call).includes('APPROVERS')) {
      throw new NotCancelled('Only who requested it, or an approver, can cancel it.');
    }
    await purchaseOrders.cancel(purchaseOrderId, caller.name, clock());
    const found = (await purchaseOrders.get(purchaseOrderId)) ?? order;
    if (found.status !== 'CANCELLED' || found.closedBy !== caller.name) throw new NotCancelled(whyNot(found, clock()));
    await wakeWorkflow(purchaseOrderId, 'CANCELLED');
    return found;
  };

const whyNot = (order: PurchaseOrder, now: string): string =>
  order.status === 'CANCELLED' ? `${order.closedBy} cancelled it at ${order.closedAt}.` : whyDecided(order, now);
