import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Receipt } from '../../../domain/models.ts';
import type { ReceiptTable } from '../../../tables/receipt-table.ts';

/** Sends `stock-replenished` for a receipt. */
export type TellReplenished = (receipt: Receipt) => Promise<void>;

/** The events that tell of stock that came. */
export const replenishedEvents = (busName: string): TellReplenished => {
  const client = new EventBridgeClient({});
  return async ({ productId, quantity, purchaseOrderId }) => {
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: busName,
            Source: 'com.inventory',
            DetailType: 'stock-replenished',
            Detail: JSON.stringify({ productId, quantity, purchaseOrderId }),
          },
        ],
      }),
    );
    if (FailedEntryCount > 0) throw new Error('The bus did not take the event.');
  };
};

/**
 * Tells, and notes it. A failure is logged and no more: the stock is there, and the sweep tells of every receipt that is
 * still untold.
 */
export const tellOrLeaveToSweep =
  (send: TellReplenished, receipts: Pick<ReceiptTable, 'noteTold'>): TellReplenished =>
  async (receipt) => {
    try {
      await send(receipt);
      await receipts.noteTold(receipt.receiptId);
    } catch (error) {
      const { receiptId } = receipt;
      const name = error instanceof Error ? error.name : 'Error';
      const message = 'stock-replenished could not be told; the sweep will.';
      console.warn(JSON.stringify({ message, receiptId, error: name }));
    }
  };
