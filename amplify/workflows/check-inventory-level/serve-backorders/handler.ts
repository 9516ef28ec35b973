import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { productTable } from '../../../tables/product-table.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { eventSender } from '../../event-sender.ts';
import { settleTransaction } from '../../settle-reservations/settle-transaction.ts';
import { serveBackorders } from './serve-backorders.ts';
import { serveTransaction } from './serve-transaction.ts';

const client = documentClient();
const names = {
  stockLevel: required('STOCK_LEVEL_TABLE'),
  stockMovement: required('STOCK_MOVEMENT_TABLE'),
  reservation: required('RESERVATION_TABLE'),
  cancelledOrder: required('CANCELLED_ORDER_TABLE'),
};

export const handler = serveBackorders({
  reservations: reservationTable(client, names.reservation),
  stockLevels: stockLevelTable(client, names.stockLevel),
  products: productTable(client, required('PRODUCT_TABLE')),
  transaction: serveTransaction(client, names, pause),
  settling: settleTransaction(client, names, pause),
  send: eventSender(new EventBridgeClient({}), required('ORDER_BUS_NAME')),
  clock: systemClock,
  pause,
});
