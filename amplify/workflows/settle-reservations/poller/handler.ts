import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { systemClock } from '../../../domain/clock.ts';
import { cancelledOrderTable } from '../../../tables/cancelled-order-table.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { eventSender } from '../../event-sender.ts';
import { settleTransaction } from '../settle-transaction.ts';
import { pollChanges } from './poll-changes.ts';

const client = documentClient();
const names = {
  stockLevel: required('STOCK_LEVEL_TABLE'),
  stockMovement: required('STOCK_MOVEMENT_TABLE'),
  reservation: required('RESERVATION_TABLE'),
};

export const handler = pollChanges({
  reservations: reservationTable(client, names.reservation),
  stockLevels: stockLevelTable(client, names.stockLevel),
  cancelledOrders: cancelledOrderTable(client, required('CANCELLED_ORDER_TABLE')),
  transaction: settleTransaction(client, names, pause),
  send: eventSender(new EventBridgeClient({}), required('ORDER_BUS_NAME')),
  clock: systemClock,
  pause,
  warn: (text) => console.warn(text),
});
