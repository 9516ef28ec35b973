import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Reservation } from '../domain/models.ts';
import { reservationKey, reservationRow } from '../domain/rows.ts';
import { readAttributes } from './attributes.ts';

export type ReservationTable = {
  /** Writes a first outcome, or returns the one that was there before. */
  putFirst(reservation: Reservation, now: string): Promise<Reservation | undefined>;
  /** Counts an order line that came again. It is a number to look at: nothing follows from it. */
  countDeliveries(line: Pick<Reservation, 'orderId' | 'productId' | 'locationId'>, times: number): Promise<void>;
};

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
  async countDeliveries({ orderId, productId, locationId }, times) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: reservationKey(orderId, productId, locationId),
        UpdateExpression: 'ADD deliveries :times',
        ConditionExpression: 'attribute_exists(orderId)',
        ExpressionAttributeValues: { ':times': times },
      }),
    );
  },
});
