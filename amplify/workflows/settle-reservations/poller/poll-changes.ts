import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type OrderChange, parseChangeMessage } from '../../../domain/order-change.ts';
import type { CancelledOrderTable } from '../../../tables/cancelled-order-table.ts';
import type { ReservationTable } from '../../../tables/reservation-table.ts';
import type { InventoryEvent, SendEvents } from '../../event-sender.ts';
import { recordRejection } from '../../reserve-stock/record-rejections/record-rejection.ts';
import { type SettleDeps, settleReservation } from './settle-reservation.ts';

type Deps = SettleDeps & {
  reservations: Omit<ReservationTable, 'due' | 'waiting' | 'waitedFor' | 'noteServed'>;
  cancelledOrders: CancelledOrderTable;
  send: SendEvents;
  warn: (text: string) => void;
};

/** The order may still be in its own queue: the message comes again, and is put aside when its order never comes. */
export class NotReservedYet extends Error {
  override name = 'NotReservedYet';
}

const linesOf = async ({ reservations }: Deps, { orderId, line }: OrderChange) => {
  if (!line) return reservations.ofOrder(orderId);
  const row = await reservations.get({ orderId, ...line });
  return row ? [row] : [];
};

/** A cancellation is kept before its reservations are looked up: a line that is not there yet will find it. */
const applyChange = async (deps: Deps, change: OrderChange): Promise<InventoryEvent[]> => {
  const { type, orderId, line } = change;
  if (type === 'order-cancelled') await deps.cancelledOrders.mark(orderId, line, deps.clock());
  const rows = await linesOf(deps, change);
  if (rows.length === 0 && type === 'order-shipped') {
    throw new NotReservedYet(`Nothing of order ${orderId} has an outcome that could be shipped.`);
  }
  const events: InventoryEvent[] = [];
  for (const row of rows) events.push(...(await settleReservation(deps, type, row)));
  return events;
};

const settle = async (deps: Deps, { messageId, body }: SQSRecord): Promise<void> => {
  const parsed = parseChangeMessage(messageId, body);
  if ('change' in parsed) return deps.send(await applyChange(deps, parsed.change));
  const rejected = await recordRejection(deps.reservations, parsed.rejection, deps.clock());
  return deps.send(rejected.map((detail) => ({ type: 'order-rejected', detail })));
};

/** What happens to orders after they were reserved: a message leaves the queue after its effect is kept and told. */
export const pollChanges =
  (deps: Deps) =>
  async (event: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of event.Records) {
      try {
        await settle(deps, record);
      } catch (error) {
        deps.warn(`settle-reservations will see message ${record.messageId} again: ${error}`);
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };
