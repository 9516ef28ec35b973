import { type DynamoDBDocumentClient, PutCommand, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { stockCoverRow } from '../../domain/rows.ts';
import { type StockKey, stockKey } from '../../domain/stock-key.ts';
import type { StockCover, StockDay } from '../../domain/stock-use.ts';

/** Every stock level, read whole by a job: no screen waits for it. */
export const everyLevel = (client: DynamoDBDocumentClient, TableName: string) => ({
  async *pages() {
    const scan = { TableName, ProjectionExpression: 'productId, locationId, available, updatedAt' };
    for await (const { Items = [] } of paginateScan({ client, pageSize: 500 }, scan))
      yield Items as (StockKey & { available: number; updatedAt: string })[];
  },
});

export const stockDays = (client: DynamoDBDocumentClient, TableName: string) => ({
  async since(key: string, firstDay: string): Promise<StockDay[]> {
    const days: StockDay[] = [];
    const query = {
      TableName,
      KeyConditionExpression: 'stockKey = :key AND #day >= :first',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':key': key, ':first': firstDay },
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) days.push(...(Items as StockDay[]));
    return days;
  },
});

export const stockCovers = (client: DynamoDBDocumentClient, TableName: string) => ({
  async measuredAt(): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    const scan = { TableName, ProjectionExpression: 'productId, locationId, measuredAt' };
    for await (const { Items = [] } of paginateScan({ client }, scan))
      for (const cover of Items as (StockKey & { measuredAt: string })[]) known.set(stockKey(cover), cover.measuredAt);
    return known;
  },
  async put(cover: StockCover): Promise<void> {
    await client.send(new PutCommand({ TableName, Item: stockCoverRow(cover) }));
  },
});
