import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/** Tokens that wake waiting executions. No client can read this table; a token goes nowhere but to Step Functions. */
export type TaskTokenTable = {
  put(purchaseOrderId: string, taskToken: string): Promise<void>;
  get(purchaseOrderId: string): Promise<string | undefined>;
};

export const taskTokenTable = (client: DynamoDBDocumentClient, tableName: string): TaskTokenTable => ({
  async put(purchaseOrderId, taskToken) {
    await client.send(new PutCommand({ TableName: tableName, Item: { purchaseOrderId, taskToken } }));
  },
  async get(purchaseOrderId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { purchaseOrderId }, ConsistentRead: true }),
    );
    return Item?.taskToken;
  },
});
