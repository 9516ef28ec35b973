import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { productTable } from '../../../tables/product-table.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { reserveStock } from './reserve-stock.ts';
import { reserveTransaction } from './reserve-transaction.ts';

const client = documentClient();
const reservation = required('RESERVATION_TABLE');

export const handler = reserveStock({
  transaction: reserveTransaction(client, {
    stockLevel: required('STOCK_LEVEL_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
    reservation,
    cancelledOrder: required('CANCELLED_ORDER_TABLE'),
  }),
  reservations: reservationTable(client, reservation),
  products: productTable(client, required('PRODUCT_TABLE')),
  clock: systemClock,
  pause,
});
