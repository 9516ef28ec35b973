import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** So many orders of each product: enough for a history, and for one product to run low and raise a purchase order. */
const ORDERS: readonly { productId: string; quantities: readonly number[] }[] = [
  { productId: 'tv', quantities: [1, 2, 1, 3, 2] },
  { productId: 'laptop', quantities: [2, 1, 4] },
  { productId: 'keyboard', quantities: [3, 5, 1] },
  { productId: 'mouse', quantities: [4, 2] },
  { productId: 'monitor', quantities: [1, 3] },
  { productId: 'desk', quantities: [2] },
  { productId: 'chair', quantities: [6, 4] },
];

const ENTRIES_PER_CALL = 10;

/** Sends the demo orders. Their ids never change, so sending them again reserves nothing. */
export async function sendDemoOrders(events: EventBridgeClient, busName: string): Promise<number> {
  const entries = ORDERS.flatMap(({ productId, quantities }) =>
    quantities.map((quantity, index) => ({
      EventBusName: busName,
      Source: 'com.orders',
      DetailType: 'new-order-received',
      Detail: JSON.stringify({ orderId: `demo-${productId}-${index + 1}`, productId, quantity }),
    })),
  );
  for (let from = 0; from < entries.length; from += ENTRIES_PER_CALL) {
    const { FailedEntryCount = 0, Entries } = await events.send(
      new PutEventsCommand({ Entries: entries.slice(from, from + ENTRIES_PER_CALL) }),
    );
    if (FailedEntryCount > 0) {
      const failed = Entries?.find(({ ErrorCode }) => ErrorCode);
      throw new Error(`${FailedEntryCount} demo orders were not taken: ${failed?.ErrorCode} ${failed?.ErrorMessage}`);
    }
  }
  return entries.length;
}
