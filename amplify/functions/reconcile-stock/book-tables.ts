import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { stockKey } from '../../domain/stock-key.ts';
import { productShards } from '../../domain/time-keys.ts';
import { RESERVATIONS_BY_PRODUCT, RESERVATIONS_WAITING, STOCK_LEVELS_BY_LOCATION } from '../../tables/index-names.ts';
import type { BooksDeps } from './books.ts';
import type { LedgerEntry, ReadEntries } from './ledger.ts';

export const ledgerEntries = (client: DynamoDBDocumentClient, tableName: string): ReadEntries =>
  async function* (productId, from) {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: from ? 'productId = :product AND movementId >= :from' : 'productId = :product',
        ExpressionAttributeValues: { ':product': productId, ...(from && { ':from': from }) },
        ProjectionExpression:
          'movementId, locationId, availableDelta, reservedDelta, availableAfter, reservedAfter, cause, createdAt',
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) yield Items as LedgerEntry[];
  };

const unitsOf = async (pages: AsyncIterable<{ Items?: Record<string, unknown>[] }>): Promise<number> => {
  let units = 0;
  for await (const { Items = [] } of pages) for (const { quantity } of Items) units += Number(quantity);
  return units;
};

export const reservedBefore =
  (client: DynamoDBDocumentClient, tableName: string): BooksDeps['reservedBefore'] =>
  async ({ productId, locationId }, instant) => {
    const ofShard = (shard: string): Promise<number> => {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          IndexName: RESERVATIONS_BY_PRODUCT,
          KeyConditionExpression: 'productShard = :shard AND timeKey < :instant',
          // Those that were live at that instant, whatever has become of them since: the index may show it or not. One that
          // was served later waited then, and held nothing.
          FilterExpression:
            'locationId = :location AND (attribute_not_exists(servedAt) OR servedAt < :instant) AND ' +
            '(#status = :reserved OR (attribute_exists(movementId) AND settledAt >= :instant))',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':shard': shard,
            ':instant': instant,
            ':reserved': 'RESERVED',
            ':location': locationId,
          },
        },
      );
      return unitsOf(pages);
    };
    const sums = await Promise.all(productShards(productId).map(ofShard));
    return sums.reduce((sum, units) => sum + units, 0);
  };

/** Units of the orders that wait for a stock level, by the index of what waits. */
export const unitsWaiting =
  (client: DynamoDBDocumentClient, tableName: string): BooksDeps['waiting'] =>
  (key) => {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: RESERVATIONS_WAITING,
        KeyConditionExpression: 'waitingFor = :key',
        // One that was served stays in the index until that was told.
        FilterExpression: '#status = :backordered',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':key': stockKey(key), ':backordered': 'BACKORDERED' },
      },
    );
    return unitsOf(pages);
  };

/** The products stocked at a location, in order of their ids, after `cursor`. */
export const stockedProducts = (client: DynamoDBDocumentClient, tableName: string) =>
  async function* (locationId: string, cursor: string | undefined): AsyncIterable<string> {
    const pages = paginateQuery(
      { client, pageSize: 100 },
      {
        TableName: tableName,
        IndexName: STOCK_LEVELS_BY_LOCATION,
        KeyConditionExpression: cursor ? 'locationId = :location AND productId > :cursor' : 'locationId = :location',
        ExpressionAttributeValues: { ':location': locationId, ...(cursor && { ':cursor': cursor }) },
      },
    );
    for await (const { Items = [] } of pages) for (const { productId } of Items) yield productId as string;
  };
