import { randomUUID } from 'node:crypto';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { locationTable } from '../../tables/location-table.ts';
import { pause } from '../../tables/pause.ts';
import { purchaseOrderTable } from '../../tables/purchase-order-table.ts';
import { stockLevelTable } from '../../tables/stock-level-table.ts';
import { callerFromUserPool } from '../caller.ts';
import { ledgerEntries, reservedBefore, stockedProducts, unitsWaiting } from './book-tables.ts';
import { recordCheck } from './check-record.ts';
import { correctBooks } from './correct-books.ts';
import { reconcileStock } from './reconcile-stock.ts';

const client = documentClient();
const names = {
  stockLevel: required('STOCK_LEVEL_TABLE'),
  stockMovement: required('STOCK_MOVEMENT_TABLE'),
  purchaseOrder: required('PURCHASE_ORDER_TABLE'),
};

export const handler = reconcileStock({
  books: {
    stockLevels: stockLevelTable(client, names.stockLevel),
    entries: ledgerEntries(client, names.stockMovement),
    reservedBefore: reservedBefore(client, required('RESERVATION_TABLE')),
    waiting: unitsWaiting(client, required('RESERVATION_TABLE')),
    purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
    now: () => new Date(),
    pause,
  },
  correct: correctBooks(client, pause, names),
  record: recordCheck(client, required('STOCK_CHECK_TABLE')),
  locations: locationTable(client, required('LOCATION_TABLE')).every,
  products: stockedProducts(client, names.stockLevel),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  newId: randomUUID,
});
