import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { StockLevel } from '../domain/models.ts';
import type { StockKey } from '../domain/stock-key.ts';

export type StockLevelTable = {
  /** Read consistently. */
  get(key: StockKey): Promise<StockLevel | undefined>;
  /** Stock levels that may be low, and have no open purchase order, page by page, at every location. */
  lowWithoutOrder(): AsyncIterable<StockLevel[]>;
};

export const stockLevelTable = (client: DynamoDBDocumentClient, tableName: string): StockLevelTable => ({
  async get({ productId, locationId }) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { productId, locationId }, ConsistentRead: true }),
    );
    return Item as StockLevel | undefined;
  },
  async *lowWithoutOrder() {
    // Every level is read whichever way: a scan costs what a query of each location would, and knows them all.
    const pages = paginateScan(
      { client, pageSize: 500 },
      {
        TableName: tableName,
        FilterExpression:
          '(available <= reorderPoint OR backordered > :none) AND attribute_not_exists(openPurchaseOrderId)',
        ExpressionAttributeValues: { ':none': 0 },
      },
    );
    for await (const page of pages) yield (page.Items ?? []) as StockLevel[];
  },
});
