import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';

export type InventoryEvent = { type: string; detail: object };
/** Tells events to the bus as ours; throws EventsNotTaken when some were refused: then all are to be told again. */
export type SendEvents = (events: InventoryEvent[]) => Promise<void>;

const ENTRIES_PER_CALL = 10;

export class EventsNotTaken extends Error {
  override name = 'EventsNotTaken';
}

export const eventSender =
  (client: Pick<EventBridgeClient, 'send'>, busName: string): SendEvents =>
  async (events) => {
    const entries = events.map(
      ({ type, detail }): PutEventsRequestEntry => ({
        EventBusName: busName,
        Source: 'com.inventory',
        DetailType: type,
        Detail: JSON.stringify(detail),
      }),
    );
    for (let from = 0; from < entries.length; from += ENTRIES_PER_CALL) {
      const Entries = entries.slice(from, from + ENTRIES_PER_CALL);
      const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) throw new EventsNotTaken(`The bus did not take ${FailedEntryCount} events.`);
    }
  };
