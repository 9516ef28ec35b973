import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ReservationStatus } from '../../domain/vocabulary.ts';

export type ReservationItem = { timeKey: string } & Record<string, unknown>;

/** One page of one shard, newest first. `readTo` is the oldest key looked at, or undefined when the shard is read to its end. */
export interface ShardPage {
  items: ReservationItem[];
  readTo: string | undefined;
}

export interface ShardQuery {
  shard: string;
  before: string;
  limit: number;
  status: ReservationStatus | undefined;
}

export type ReadShard = (query: ShardQuery) => Promise<ShardPage>;

/** Reads an index whose partition key is `attribute` and whose sort key is `timeKey`. */
export const shardReader =
  (documents: Pick<DynamoDBDocumentClient, 'send'>, table: string, index: string, attribute: string): ReadShard =>
  async ({ shard, before, limit, status }) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#shard = :shard AND timeKey < :before',
        ExpressionAttributeNames: { '#shard': attribute, ...(status && { '#status': 'status' }) },
        ExpressionAttributeValues: { ':shard': shard, ':before': before, ...(status && { ':status': status }) },
        ...(status && { FilterExpression: '#status = :status' }),
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return { items: Items as ReservationItem[], readTo: LastEvaluatedKey?.timeKey as string | undefined };
  };
