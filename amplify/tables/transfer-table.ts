import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TransferMovements } from '../domain/transfer.ts';

/** A transfer that was made, for good. */
type MadeTransfer = TransferMovements & { transferId: string };

export type TransferTable = {
  /** Read consistently. */
  get(transferId: string): Promise<MadeTransfer | undefined>;
};

export const transferTable = (client: DynamoDBDocumentClient, tableName: string): TransferTable => ({
  async get(transferId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { transferId }, ConsistentRead: true }),
    );
    return Item as MadeTransfer | undefined;
  },
});
