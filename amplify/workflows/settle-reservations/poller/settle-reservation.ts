import type { Clock } from '../../../domain/clock.ts';
import type { Reservation } from '../../../domain/models.ts';
import { type ChangeType, judgeChange, refusedDetail, SETTLEMENTS, settledDetail } from '../../../domain/settlement.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { ReservationTable } from '../../../tables/reservation-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { InventoryEvent } from '../../event-sender.ts';
import type { SettleTransaction } from '../settle-transaction.ts';

export type SettleDeps = {
  reservations: Pick<ReservationTable, 'get' | 'noteRefusal'>;
  stockLevels: Pick<StockLevelTable, 'get'>;
  transaction: SettleTransaction;
  clock: Clock;
  pause: Pause;
};

/** The stock level is hot when it changes so often between a look and a commit: the message comes again later. */
const MAX_TRIES = 20;

export class NotSettled extends Error {
  override name = 'NotSettled';
}

const refuse = async (deps: SettleDeps, type: ChangeType, row: Reservation): Promise<InventoryEvent> => {
  const detail = refusedDetail(type, row);
  await deps.reservations.noteRefusal(row, detail.message, deps.clock());
  return { type: 'order-change-refused', detail };
};

/**
 * Ends one reservation and returns what is to be told. What ended it before is told again, for the first telling may
 * have been lost; what comes too late changes nothing, is kept with the reservation, and said.
 */
export const settleReservation = async (
  deps: SettleDeps,
  type: ChangeType,
  first: Reservation,
): Promise<InventoryEvent[]> => {
  const settlement = SETTLEMENTS[type];
  let row = first;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const now = deps.clock();
    const verdict = judgeChange(type, row, now);
    if (verdict === 'nothing') return [];
    if (verdict === 'refused') return [await refuse(deps, type, row)];
    if (verdict === 'settled') return [{ type: settlement.event, detail: settledDetail(row) }];
    const level = await deps.stockLevels.get(row);
    if (!level) throw new NotSettled(`There is no stock level of ${row.productId} at ${row.locationId}.`);
    const outcome = await deps.transaction.commit(row, level, settlement, now);
    if (outcome === 'settled') return [{ type: settlement.event, detail: settledDetail(row) }];
    if (outcome === 'other') row = (await deps.reservations.get(row)) ?? row;
    else await deps.pause(fullJitter(Math.min(tries, 4), 4));
  }
  throw new NotSettled(`${row.productId} of order ${row.orderId} could not be settled in ${MAX_TRIES} tries.`);
};
