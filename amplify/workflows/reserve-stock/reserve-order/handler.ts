import { systemClock } from '../../../domain/clock.ts';
import type { Product, StockLevel } from '../../../domain/models.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { getMany } from '../../../tables/get-many.ts';
import { pause } from '../../../tables/pause.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { orderTransaction } from './order-transaction.ts';
import { reserveOrder } from './reserve-order.ts';

const client = documentClient();
const reservation = required('RESERVATION_TABLE');
const stockLevel = required('STOCK_LEVEL_TABLE');
const product = required('PRODUCT_TABLE');

export const handler = reserveOrder({
  transaction: orderTransaction(client, {
    stockLevel,
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
    reservation,
    cancelledOrder: required('CANCELLED_ORDER_TABLE'),
  }),
  reservations: reservationTable(client, reservation),
  stockLevels: (keys) => getMany<StockLevel>(client, pause, stockLevel, keys),
  products: (productIds) =>
    getMany<Product>(
      client,
      pause,
      product,
      productIds.map((productId) => ({ productId })),
    ),
  clock: systemClock,
  pause,
});
