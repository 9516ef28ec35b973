import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { purchaseOrderTableNames } from '../table-names.ts';
import { closePurchaseOrder } from './close-purchase-order.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = closePurchaseOrder({
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  transactions: purchaseOrderTransactions(client, names, pause),
  clock: systemClock,
  coolDownSeconds: Number(required('COOL_DOWN_SECONDS')),
});
