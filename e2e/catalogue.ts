import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { purchasingSettingsRow } from '../amplify/domain/rows.ts';
import { DEFAULT_LOCATION } from '../amplify/domain/vocabulary.ts';
import { dynamoCatalogue } from '../amplify/workflows/load-sample-products/dynamo-catalogue.ts';
import type { Outputs } from './system/deployment.ts';

export interface NewProduct {
  name: string;
  available: number;
  reorderPoint: number;
  reorderQuantity?: number;
}

export interface Product {
  id: string;
  name: string;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

const SUPPLIER = {
  supplierId: 'harbour-supplies',
  name: 'Harbour Supplies',
  leadTimeDays: 3,
  minimumQuantity: 1,
  multiple: 1,
  currency: 'EUR',
};

/** Puts products into the tables as the deployment puts its samples, so that each journey has stock of its own. */
export function catalogueOf(url: string, { custom, data }: Outputs): (product: NewProduct) => Promise<Product> {
  const client = new DynamoDBClient({ endpoint: url, region: data.aws_region, credentials });
  const stockLevel = custom.stockLevelTableName ?? '';
  const beside = (model: string) => stockLevel.replace(/^StockLevel/, model);
  const catalogue = dynamoCatalogue(DynamoDBDocumentClient.from(client), () => Promise.resolve(), {
    product: beside('Product'),
    supplier: beside('Supplier'),
    stockLevel,
    stockMovement: beside('StockMovement'),
  });
  return async ({ name, available, reorderPoint, reorderQuantity = 10 }) => {
    const productId = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const product = {
      productId,
      name,
      supplierId: SUPPLIER.supplierId,
      unitCost: 1250,
      reorderQuantity,
    };
    const level = {
      productId,
      locationId: DEFAULT_LOCATION,
      available,
      reserved: 0,
      reorderPoint,
      status: 'IN_STOCK' as const,
      version: 1,
    };
    await catalogue.addSupplier(SUPPLIER, new Date().toISOString());
    await catalogue.open(product, level, new Date().toISOString());
    return { id: productId, name };
  };
}

/** Tells the bus of an order, as a shop does: what has the id of another comes again. */
export function ordersTo(
  url: string,
  { custom, data }: Outputs,
): (order: { orderId: string; productId: string; quantity: number; allowBackorder?: boolean }) => Promise<void> {
  const client = new EventBridgeClient({ endpoint: url, region: data.aws_region, credentials });
  return async (order) => {
    const entry = { EventBusName: custom.orderBusName, Source: 'com.orders', DetailType: 'new-order-received' };
    await client.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(order) }] }));
  };
}

/** Writes the settings of purchasing past the API; `limit` is in cents. */
export function settingsOf(
  url: string,
  { custom, data }: Outputs,
): (receiveOnApproval: boolean, limit?: number) => Promise<void> {
  const client = new DynamoDBClient({ endpoint: url, region: data.aws_region, credentials });
  const TableName = (custom.stockLevelTableName ?? '').replace(/^StockLevel/, 'PurchasingSettings');
  return async (receiveOnApproval, limit = 2_000_000) => {
    const approvalLimits = [{ currency: 'EUR', amount: limit }];
    const Item = purchasingSettingsRow({ receiveOnApproval, approvalLimits }, new Date().toISOString());
    await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName, Item }));
  };
}
