import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { productTable } from '../../../tables/product-table.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { purchaseOrderTableNames } from '../table-names.ts';
import { claimStockLevel } from './claim-stock-level.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = claimStockLevel({
  stockLevels: stockLevelTable(client, names.stockLevel),
  products: productTable(client, required('PRODUCT_TABLE')),
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  transactions: purchaseOrderTransactions(client, names, pause),
  clock: systemClock,
  pause,
  deadlineSeconds: Number(required('DECISION_DEADLINE_SECONDS')),
});
