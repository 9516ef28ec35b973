import type { PurchaseOrder } from '../../domain/models.ts';
import { NotReceivable } from '../../domain/receiving.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import type { receive } from '../../workflows/create-purchase-order/receiving/receive.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';
import { isClientId } from '../client-id.ts';

interface Arguments {
  receiptId: string;
  purchaseOrderId: string;
  quantity: number;
}

export interface Deps {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  receive: ReturnType<typeof receive>;
  identify: IdentifyCaller;
}

/** Somebody received goods: stock rises by what came, once for each receipt id. Answers the order as it stands then. */
export const receiveStock =
  ({ purchaseOrders, receive, identify }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<PurchaseOrder | undefined> => {
    const { receiptId, purchaseOrderId, quantity } = call.arguments;
    if (!isClientId(receiptId)) throw new NotReceivable('A receipt id is of 1 to 64 letters, digits, - and _.');
    const { name } = await identify(call);
    await receive({ receiptId, purchaseOrderId, quantity, receivedBy: () => name });
    return purchaseOrders.get(purchaseOrderId);
  };
