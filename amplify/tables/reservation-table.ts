import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Reservation } from '../domain/models.ts';
import { reservationKey, reservationRow } from '../domain/rows.ts';
import { type StockKey, stockKey } from '../domain/stock-key.ts';
import { readAttributes } from './attributes.ts';
import { RESERVATIONS_BY_EXPIRY, RESERVATIONS_WAITING } from './index-names.ts';

type LineKey = Pick<Reservation, 'orderId' | 'productId' | 'locationId'>;

export type ReservationTable = {
  /** Writes a first outcome, or returns the one that was there before. */
  putFirst(reservation: Reservation, now: string): Promise<Reservation | undefined>;
  /** Counts an order line that came again. It is a number to look at: nothing follows from it. */
  countDeliveries(line: LineKey, times: number, now: string): Promise<void>;
  /** Read consistently. */
  get(line: LineKey): Promise<Reservation | undefined>;
  /** Every line of an order, read consistently. */
  ofOrder(orderId: string): Promise<Reservation[]>;
  /** What has expired by `now`, soonest first, by an index, page by page. */
  due(shard: string, now: string): AsyncIterable<Reservation[]>;
  /** What waits for a stock level, longest first, by an index that may be a moment behind, page by page. */
  waiting(level: StockKey): AsyncIterable<Reservation[]>;
  /** The stock levels that something waits for, some of them more than once, page by page. */
  waitedFor(): AsyncIterable<StockKey[]>;
  /** It was told that it waits no longer. */
  noteServed(line: LineKey, now: string): Promise<void>;
  /** Keeps what came too late to change anything: a person may have to know. */
  noteRefusal(line: LineKey, refusal: string, now: string): Promise<void>;
};

/** What is needed to keep outcomes. */
export type OutcomeTable = Pick<ReservationTable, 'putFirst' | 'countDeliveries'>;

export const reservationTable = (client: DynamoDBDocumentClient, tableName: string): ReservationTable => ({
  async putFirst(reservation, now) {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: reservationRow(reservation, now),
          ConditionExpression: 'attribute_not_exists(orderId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return readAttributes(error.Item);
      throw error;
    }
  },
  async countDeliveries({ orderId, productId, locationId }, times, now) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: reservationKey(orderId, productId, locationId),
        UpdateExpression: 'SET redeliveredAt = :now, updatedAt = :now ADD deliveries :times',
        ConditionExpression: 'attribute_exists(orderId)',
        ExpressionAttributeValues: { ':times': times, ':now': now },
      }),
    );
  },
  async get({ orderId, productId, locationId }) {
    const { Item } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: reservationKey(orderId, productId, locationId),
        ConsistentRead: true,
      }),
    );
    return Item as Reservation | undefined;
  },
  async ofOrder(orderId) {
    const rows: Reservation[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: 'orderId = :order',
        ExpressionAttributeValues: { ':order': orderId },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) rows.push(...(Items as Reservation[]));
    return rows;
  },
  async *due(shard, now) {
    const pages = paginateQuery(
      { client, pageSize: 500 },
      {
        TableName: tableName,
        IndexName: RESERVATIONS_BY_EXPIRY,
        KeyConditionExpression: 'expiryShard = :shard AND expiresAt <= :now',
        ExpressionAttributeValues: { ':shard': shard, ':now': now },
      },
    );
    for await (const { Items = [] } of pages) yield Items as Reservation[];
  },
  async *waiting(level) {
    const pages = paginateQuery(
      { client, pageSize: 25 },
      {
        TableName: tableName,
        IndexName: RESERVATIONS_WAITING,
        KeyConditionExpression: 'waitingFor = :level',
        ExpressionAttributeValues: { ':level': stockKey(level) },
      },
    );
    for await (const { Items = [] } of pages) yield Items as Reservation[];
  },
  async *waitedFor() {
    const pages = paginateScan({ client, pageSize: 500 }, { TableName: tableName, IndexName: RESERVATIONS_WAITING });
    for await (const { Items = [] } of pages)
      yield Items.map(({ productId, locationId }) => ({ productId, locationId }) as StockKey);
  },
  async noteServed({ orderId, productId, locationId }, now) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: reservationKey(orderId, productId, locationId),
        UpdateExpression: 'SET updatedAt = :now REMOVE waitingFor',
        ConditionExpression: '#status <> :backordered',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':now': now, ':backordered': 'BACKORDERED' },
      }),
    );
  },
  async noteRefusal({ orderId, productId, locationId }, refusal, now) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: reservationKey(orderId, productId, locationId),
        UpdateExpression: 'SET refusal = :refusal, updatedAt = :now',
        ConditionExpression: 'attribute_exists(orderId)',
        ExpressionAttributeValues: { ':refusal': refusal, ':now': now },
      }),
    );
  },
});
