import type { PurchaseOrder } from '../../domain/models.ts';
import { NotReceivable } from '../../domain/receiving.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import type { receive } from '../../workflows/create-purchase-order/receiving/receive.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

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

/** Ids that clients make. Those of the workflow's own receipts hold a character that is none of these. */
const CLIENT_ID = /^[\w-]{1,64}$/;

/** Somebody received goods: stock rises by what came, once for each receipt id. Answers the order as it stands then. */
export const receiveStock =
  ({ purchaseOrders, receive, identify }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<PurchaseOrder | undefined> => {
    const { receiptId, purchaseOrderId, quantity } = call.arguments;
    if (!CLIENT_ID.test(receiptId)) throw new NotReceivable('A receipt id is of 1 to 64 letters, digits, - and _.');
    const { name } = await identify(call);
    await receive({ receiptId, purchaseOrderId, quantity, receivedBy: () => name });
    return purchaseOrders.get(purchaseOrderId);
  };
