import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { pause } from '../../tables/pause.ts';
import { purchasingSettingsTable } from '../../tables/purchasing-settings-table.ts';
import { answerCloudFormation } from './cloudformation-answer.ts';
import { dynamoCatalogue } from './dynamo-catalogue.ts';
import { loadSampleProducts } from './load-sample-products.ts';

const client = documentClient();

export const handler = loadSampleProducts({
  catalogue: dynamoCatalogue(client, pause, {
    product: required('PRODUCT_TABLE'),
    supplier: required('SUPPLIER_TABLE'),
    stockLevel: required('STOCK_LEVEL_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
  }),
  settings: purchasingSettingsTable(client, required('PURCHASING_SETTINGS_TABLE')),
  answer: answerCloudFormation,
  clock: systemClock,
});
