import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { checkSnooze, NotSnoozable } from '../../domain/alerts.ts';
import type { Clock } from '../../domain/clock.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

type Deps = { client: DynamoDBDocumentClient; alertTable: string; identify: IdentifyCaller; clock: Clock };

/**
 * Puts an open alert aside until an instant: it stays open, and so does not warn anew, and nobody has to look at it
 * before. The last snooze counts; an instant that is now or over ends it. What is no longer open is refused by name.
 */
export const snoozeAlert =
  ({ client, alertTable, identify, clock }: Deps) =>
  async (call: FieldCall<{ alertId: string; until: string }>) => {
    const { alertId } = call.arguments;
    const now = clock();
    const until = checkSnooze(call.arguments.until, now);
    const { name } = await identify(call);
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: alertTable,
          Key: { alertId },
          UpdateExpression: 'SET snoozedUntil = :until, snoozedBy = :by, updatedAt = :now',
          ConditionExpression: '#status = :open',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':open': 'OPEN', ':until': until, ':by': name, ':now': now },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const { Item } = await client.send(
        new GetCommand({ TableName: alertTable, Key: { alertId }, ConsistentRead: true }),
      );
      throw new NotSnoozable(
        Item ? `Alert ${alertId} is ${Item.status}: only an open one can be snoozed.` : `There is no alert ${alertId}.`,
      );
    }
  };
