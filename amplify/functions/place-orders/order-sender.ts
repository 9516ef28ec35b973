import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';

export interface NewLine {
  productId: string;
  quantity: number;
}

/** One product, or several lines. */
export type OrderContent = NewLine | { lines: NewLine[]; allowPartial?: true };

export type NewOrder = OrderContent & {
  orderId: string;
  locationId?: string;
  allowBackorder?: true;
};

export type OrderSender = (orders: NewOrder[]) => Promise<void>;

const ENTRIES_PER_CALL = 10;
const CALLS_AT_ONCE = 5;
const TRIES = 3;

/** Sends `new-order-received` events, ten to a call. An entry that the bus refuses is sent again, then named. */
export function orderSender(events: Pick<EventBridgeClient, 'send'>, busName: string): OrderSender {
  const put = async (entries: PutEventsRequestEntry[], tries = TRIES): Promise<void> => {
    const { Entries = [] } = (await events.send(new PutEventsCommand({ Entries: entries }))) ?? {};
    const refused = entries.filter((_, index) => Entries[index]?.ErrorCode);
    if (refused.length === 0) return;
    if (tries > 1) return put(refused, tries - 1);
    const { ErrorCode, ErrorMessage } = Entries.find((entry) => entry.ErrorCode) ?? {};
    throw new Error(`${refused.length} orders could not be sent (${ErrorCode}: ${ErrorMessage}). Send them again.`);
  };
  return async (orders) => {
    const entries = orders.map((order) => ({
      EventBusName: busName,
      Source: 'com.orders',
      DetailType: 'new-order-received',
      Detail: JSON.stringify(order),
    }));
    const calls: PutEventsRequestEntry[][] = [];
    for (let from = 0; from < entries.length; from += ENTRIES_PER_CALL) {
      calls.push(entries.slice(from, from + ENTRIES_PER_CALL));
    }
    for (let from = 0; from < calls.length; from += CALLS_AT_ONCE) {
      await Promise.all(calls.slice(from, from + CALLS_AT_ONCE).map((entries) => put(entries)));
    }
  };
}
