import { type DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Receipt } from '../domain/models.ts';
import { UNTOLD_RECEIPTS } from './index-names.ts';

export type ReceiptTable = {
  /** Read consistently. */
  get(receiptId: string): Promise<Receipt | undefined>;
  /** Receipts of which the bus may not have heard, oldest first, page by page. */
  untold(): AsyncIterable<Receipt[]>;
  /** From here on it is in `untold` no more. */
  noteTold(receiptId: string): Promise<void>;
};

export const receiptTable = (client: DynamoDBDocumentClient, tableName: string): ReceiptTable => ({
  async get(receiptId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { receiptId }, ConsistentRead: true }),
    );
    return Item as Receipt | undefined;
  },
  async *untold() {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: UNTOLD_RECEIPTS,
        KeyConditionExpression: 'untold = :untold',
        ExpressionAttributeValues: { ':untold': 'UNTOLD' },
      },
    );
    for await (const page of pages) yield (page.Items ?? []) as Receipt[];
  },
  async noteTold(receiptId) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { receiptId },
        UpdateExpression: 'REMOVE untold',
        ConditionExpression: 'attribute_exists(receiptId)',
      }),
    );
  },
});
