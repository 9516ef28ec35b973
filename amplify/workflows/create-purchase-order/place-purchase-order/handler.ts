import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { purchasingSettingsTable } from '../../../tables/purchasing-settings-table.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { purchaseOrderTableNames } from '../table-names.ts';
import { placePurchaseOrder } from './place-purchase-order.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = placePurchaseOrder({
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  settings: purchasingSettingsTable(client, required('PURCHASING_SETTINGS_TABLE')),
  transactions: purchaseOrderTransactions(client, names, pause),
  clock: systemClock,
});
