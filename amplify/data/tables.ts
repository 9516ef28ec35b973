import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Tables } from '../constructs/context.ts';
import { addPrivateTables } from './private-tables.ts';

type ModelTable = {
  pointInTimeRecoveryEnabled: boolean;
  deletionProtectionEnabled: boolean;
  streamSpecification: { streamViewType: string };
};
type DataResources = {
  graphqlApi: ConstructorParameters<typeof Stack>[0];
  tables: Record<string, ITable>;
  cfnResources: { amplifyDynamoDbTables: Record<string, ModelTable> };
};

const STREAMED = ['StockLevel', 'Reservation', 'PurchaseOrder', 'Alert'];

/** Every table by its name, those with live changes streamed, and outside a sandbox kept and restorable. */
export const tablesOf = (data: DataResources, keepsData: boolean): Tables => {
  const { tables, cfnResources, graphqlApi } = data;
  const { amplifyDynamoDbTables: models } = cfnResources;
  const model = (name: string): ITable => {
    const [table, cfnTable] = [tables[name], models[name]];
    if (!table || !cfnTable) throw new Error(`The schema has no model ${name}.`);
    cfnTable.pointInTimeRecoveryEnabled = keepsData;
    cfnTable.deletionProtectionEnabled = keepsData;
    if (STREAMED.includes(name)) cfnTable.streamSpecification = { streamViewType: 'NEW_AND_OLD_IMAGES' };
    return table;
  };
  if (!graphqlApi) throw new Error('The data resource has no API.');
  return {
    product: model('Product'),
    supplier: model('Supplier'),
    location: model('Location'),
    stockLevel: model('StockLevel'),
    reservation: model('Reservation'),
    purchaseOrder: model('PurchaseOrder'),
    receipt: model('Receipt'),
    purchasingSettings: model('PurchasingSettings'),
    alert: model('Alert'),
    stockMovement: model('StockMovement'),
    orderRate: model('OrderRate'),
    stockDay: model('StockDay'),
    stockCover: model('StockCover'),
    stockCheck: model('StockCheck'),
    ...addPrivateTables(Stack.of(graphqlApi), keepsData),
  };
};
