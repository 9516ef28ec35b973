import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type StockKey, stockKey } from '../domain/stock-key.ts';

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

/**
 * What a transaction that reserves lines of an order checks: neither the order nor one of these lines was cancelled.
 * When it was, the reason carries the row.
 */
export const unlessCancelled = (orderId: string, lines: readonly StockKey[]) => ({
  Key: { orderId },
  ConditionExpression: ['#order', ...lines.map((_, index) => `#line${index}`)]
    .map((name) => `attribute_not_exists(${name})`)
    .join(' AND '),
  ExpressionAttributeNames: {
    '#order': WHOLE_ORDER,
    ...Object.fromEntries(lines.map((line, index) => [`#line${index}`, stockKey(line)])),
  },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

/** Which lines are cancelled by the row that refused them. */
export const cancelledOf = <Line extends StockKey>(row: Record<string, unknown>, lines: readonly Line[]): Line[] =>
  lines.filter((line) => Object.hasOwn(row, WHOLE_ORDER) || Object.hasOwn(row, stockKey(line)));
