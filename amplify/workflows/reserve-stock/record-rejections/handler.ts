import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { recordRejections } from './record-rejections.ts';

export const handler = recordRejections({
  reservations: reservationTable(documentClient(), required('RESERVATION_TABLE')),
  clock: systemClock,
});
