import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { eventSender } from '../../event-sender.ts';
import { expireReservations } from './expire-reservations.ts';

export const handler = expireReservations({
  reservations: reservationTable(documentClient(), required('RESERVATION_TABLE')),
  send: eventSender(new EventBridgeClient({}), required('ORDER_BUS_NAME')),
  clock: systemClock,
});
