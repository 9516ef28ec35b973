import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SavedView } from '../domain/saved-views.ts';

/** Somebody's views, in one row: they are few, and read together. `version` is 0 before the first. */
export type ViewsOfUser = { views: SavedView[]; version: number };

export type SavedViewTable = {
  /** Read consistently. */
  get(userId: string): Promise<ViewsOfUser>;
  /** False when they are no longer as they were read. */
  put(userId: string, seen: ViewsOfUser, views: SavedView[]): Promise<boolean>;
};

export const savedViewTable = (client: DynamoDBDocumentClient, TableName: string): SavedViewTable => ({
  async get(userId) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { userId }, ConsistentRead: true }));
    return { views: (Item?.views ?? []) as SavedView[], version: (Item?.version ?? 0) as number };
  },
  async put(userId, { version }, views) {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: { userId, views, version: version + 1 },
          ConditionExpression: version === 0 ? 'attribute_not_exists(userId)' : 'version = :version',
          ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
