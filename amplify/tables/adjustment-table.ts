import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { MovementRow } from '../domain/adjustments.ts';

/** An adjustment that was made, for good: its ledger entry, and the one that took it back. */
export type MadeAdjustment = { adjustmentId: string; movement: MovementRow; reversal?: MovementRow };

export type AdjustmentTable = {
  /** Read consistently. */
  get(adjustmentId: string): Promise<MadeAdjustment | undefined>;
};

export const adjustmentTable = (client: DynamoDBDocumentClient, tableName: string): AdjustmentTable => ({
  async get(adjustmentId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { adjustmentId }, ConsistentRead: true }),
    );
    return Item as MadeAdjustment | undefined;
  },
});
