import { receiptOnApproval } from '../../../domain/receiving.ts';
import { type ReceiveDeps, receive } from '../receiving/receive.ts';

/** The detail of `stock-replenished`. */
type Replenished = { productId: string; quantity: number; purchaseOrderId: string };

/** Receives everything that was ordered at once, exactly once: a repeated step finds its receipt and only tells it again. */
export const receiveOnApproval = (deps: ReceiveDeps) => {
  const receiveStock = receive(deps);
  return async ({ purchaseOrderId }: { purchaseOrderId: string }): Promise<Replenished> => {
    const { productId, quantity } = await receiveStock({
      receiptId: receiptOnApproval(purchaseOrderId),
      purchaseOrderId,
      receivedBy: ({ decidedBy }) => decidedBy ?? 'create-purchase-order',
    });
    return { productId, quantity, purchaseOrderId };
  };
};
