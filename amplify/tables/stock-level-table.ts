import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { StockLevel } from '../domain/models.ts';
import type { StockKey } from '../domain/stock-key.ts';
import { STOCK_LEVELS_BY_LOCATION } from './index-names.ts';

export type StockLevelTable = {
  /** Read consistently. */
  get(key: StockKey): Promise<StockLevel | undefined>;
  /** Stock levels of a location at or below their reorder point, without an open purchase order, page by page. */
  lowWithoutOrder(locationId: string): AsyncIterable<StockLevel[]>;
};

export const stockLevelTable = (client: DynamoDBDocumentClient, tableName: string): StockLevelTable => ({
  async get({ productId, locationId }) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { productId, locationId }, ConsistentRead: true }),
    );
    return Item as StockLevel | undefined;
  },
  async *lowWithoutOrder(locationId) {
    const pages = paginateQuery(
      { client, pageSize: 500 },
      {
        TableName: tableName,
        IndexName: STOCK_LEVELS_BY_LOCATION,
        KeyConditionExpression: 'locationId = :location',
        FilterExpression: 'available <= reorderPoint AND attribute_not_exists(openPurchaseOrderId)',
        ExpressionAttributeValues: { ':location': locationId },
      },
    );
    for await (const page of pages) yield (page.Items ?? []) as StockLevel[];
  },
});
