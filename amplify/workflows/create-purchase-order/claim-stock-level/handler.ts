import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { offerTable } from '../../../tables/offer-table.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { purchasingSettingsTable } from '../../../tables/purchasing-settings-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { purchaseOrderTableNames, purchaseTerms } from '../table-names.ts';
import { claimStockLevel } from './claim-stock-level.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = claimStockLevel({
  stockLevels: stockLevelTable(client, names.stockLevel),
  offers: offerTable(client, { product: required('PRODUCT_TABLE'), supplier: required('SUPPLIER_TABLE') }),
  settings: purchasingSettingsTable(client, required('PURCHASING_SETTINGS_TABLE')),
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  transactions: purchaseOrderTransactions(client, names, pause),
  clock: systemClock,
  pause,
  terms: purchaseTerms(),
});
