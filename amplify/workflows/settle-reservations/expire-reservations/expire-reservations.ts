import type { Clock } from '../../../domain/clock.ts';
import { expiryShards } from '../../../domain/time-keys.ts';
import type { ReservationTable } from '../../../tables/reservation-table.ts';
import type { SendEvents } from '../../event-sender.ts';

type Deps = { reservations: Pick<ReservationTable, 'due'>; send: SendEvents; clock: Clock };

/**
 * Says of every reservation whose time is over that it is due. It goes the way of what shops tell of their orders: there
 * it is settled once and told, however often it is found here.
 */
export const expireReservations =
  ({ reservations, send, clock }: Deps) =>
  async (): Promise<{ due: number }> => {
    const now = clock();
    let due = 0;
    for (const shard of expiryShards())
      for await (const page of reservations.due(shard, now)) {
        await send(
          page.map(({ orderId, productId, locationId }) => ({
            type: 'reservation-due',
            detail: { orderId, productId, locationId },
          })),
        );
        due += page.length;
      }
    return { due };
  };
