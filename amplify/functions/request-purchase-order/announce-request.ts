import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PurchaseOrder } from '../../domain/models.ts';

/** Sends `create-purchase-order` for an order that is there already. */
export type AnnounceRequest = (order: PurchaseOrder) => Promise<void>;

/** A failure is logged and no more: the order is there, and the sweep starts what should have been started. */
export const announceRequest = (busName: string): AnnounceRequest => {
  const client = new EventBridgeClient({});
  return async ({ purchaseOrderId, productId, locationId, minPOAmount, quantityRequested, reason }) => {
    const Detail = JSON.stringify({ productId, minPOAmount, quantityRequested, locationId, reason, purchaseOrderId });
    const entry = { EventBusName: busName, Source: 'com.inventory', DetailType: 'create-purchase-order', Detail };
    try {
      const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount > 0) throw new Error('The bus did not take the event.');
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      const message = 'A requested purchase order could not be announced; the sweep will start it.';
      console.warn(JSON.stringify({ message, purchaseOrderId, error: name }));
    }
  };
};
