import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { purchaseOrderTableNames } from '../table-names.ts';
import { receiveStock } from './receive-stock.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = receiveStock({
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  stockLevels: stockLevelTable(client, names.stockLevel),
  transactions: purchaseOrderTransactions(client, names, pause),
  clock: systemClock,
  pause,
});
