import type { Context, Functions } from '../../constructs/context.ts';
import { grantActions, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { changeProduct } from '../../functions/change-product/resource.ts';
import { changeRecipient } from '../../functions/change-recipient/resource.ts';
import { changeReorderPoint } from '../../functions/change-reorder-point/resource.ts';
import { recipients } from '../../functions/recipients/resource.ts';
import { saveSupplier } from '../../functions/save-supplier/resource.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const settingsOperations = { changeProduct, changeRecipient, changeReorderPoint, recipients, saveSupplier };
type Operations = Functions<typeof settingsOperations>;

export const wireSettingsOperations = (backend: Operations & WithUserPool, context: Context): void => {
  wireCatalogue(backend, context);
  wireRecipients(backend, context);
};

const wireCatalogue = (backend: Operations & WithUserPool, { tables }: Context): void => {
  const { saveSupplier: save, changeProduct: change, changeReorderPoint: reorder } = backend;
  for (const operation of [save, change]) letKnowCaller(operation, backend);
  setEnvironment(save, { SUPPLIER_TABLE: tables.supplier.tableName });
  grantTable(save, tables.supplier, 'PutItem', 'UpdateItem');
  setEnvironment(change, { PRODUCT_TABLE: tables.product.tableName, SUPPLIER_TABLE: tables.supplier.tableName });
  grantTable(change, tables.product, 'UpdateItem');
  grantTable(change, tables.supplier, 'GetItem');
  setEnvironment(reorder, { STOCK_LEVEL_TABLE: tables.stockLevel.tableName });
  grantTable(reorder, tables.stockLevel, 'UpdateItem');
};

/** What concerns a subscription is authorised on its topic. */
const wireRecipients = ({ recipients: list, changeRecipient: change }: Operations, { topic }: Context): void => {
  const reading = ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'];
  const writing = ['sns:Subscribe', 'sns:SetSubscriptionAttributes', 'sns:Unsubscribe'];
  for (const operation of [list, change]) setEnvironment(operation, { TOPIC_ARN: topic.topicArn });
  grantActions(list, reading, [topic.topicArn]);
  grantActions(change, [...reading, ...writing], [topic.topicArn]);
};
