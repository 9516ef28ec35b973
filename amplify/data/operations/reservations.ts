import type { Context, Functions } from '../../constructs/context.ts';
import { grantIndex, setEnvironment } from '../../constructs/grants.ts';
import { reservationHistory } from '../../functions/reservation-history/resource.ts';
import { RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT } from '../../tables/index-names.ts';

export const reservationOperations = { reservationHistory };
type Operations = Functions<typeof reservationOperations>;

export const wireReservationOperations = ({ reservationHistory: history }: Operations, { tables }: Context): void => {
  setEnvironment(history, { RESERVATION_TABLE: tables.reservation.tableName });
  for (const index of [RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT]) grantIndex(history, tables.reservation, index);
};
