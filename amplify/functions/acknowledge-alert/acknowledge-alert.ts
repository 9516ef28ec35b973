import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

export interface Deps {
  documents: Pick<DynamoDBDocumentClient, 'send'>;
  alertTable: string;
  identify: IdentifyCaller;
  now: () => Date;
}

/**
 * Marks an open alert as seen. The first acknowledgement stands: another one, or one that comes after the cause is
 * gone, changes nothing and answers the alert as it is.
 */
export const acknowledgeAlert =
  ({ documents, alertTable, identify, now }: Deps) =>
  async (call: FieldCall<{ alertId: string }>) => {
    const { alertId } = call.arguments;
    const caller = await identify(call);
    const at = now().toISOString();
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: alertTable,
          Key: { alertId },
          UpdateExpression: 'SET #status = :acknowledged, acknowledgedAt = :at, acknowledgedBy = :by, updatedAt = :at',
          ConditionExpression: '#status = :open',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':open': 'OPEN',
            ':acknowledged': 'ACKNOWLEDGED',
            ':at': at,
            ':by': caller.name,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const { Item } = await documents.send(
        new GetCommand({ TableName: alertTable, Key: { alertId }, ConsistentRead: true }),
      );
      if (!Item) throw new Error(`There is no alert ${alertId}.`);
      return Item;
    }
  };
