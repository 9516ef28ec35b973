import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type StockKey, stockKey } from '../domain/stock-key.ts';

type Line = StockKey & { orderId: string };

/** The attribute that a whole order's cancellation sets; no line's name is like it, for that holds a `#`. */
const WHOLE_ORDER = 'cancelledAt';

export type CancelledOrderTable = {
  /** From here on the order, or this line of it, can never be reserved. */
  mark(orderId: string, line: StockKey | undefined, now: string): Promise<void>;
};

export const cancelledOrderTable = (client: DynamoDBDocumentClient, tableName: string): CancelledOrderTable => ({
  async mark(orderId, line, now) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { orderId },
        UpdateExpression: 'SET #cancelled = if_not_exists(#cancelled, :now)',
        ExpressionAttributeNames: { '#cancelled': line ? stockKey(line) : WHOLE_ORDER },
        ExpressionAttributeValues: { ':now': now },
      }),
    );
  },
});

/** What a transaction that reserves a line checks: neither its order nor the line itself was cancelled. */
export const unlessCancelled = (line: Line) => ({
  Key: { orderId: line.orderId },
  ConditionExpression: 'attribute_not_exists(#order) AND attribute_not_exists(#line)',
  ExpressionAttributeNames: { '#order': WHOLE_ORDER, '#line': stockKey(line) },
});
