import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PurchasingSettings } from '../domain/models.ts';
import { PURCHASING_SETTINGS_KEY, purchasingSettingsRow } from '../domain/rows.ts';

export type PurchasingSettingsTable = {
  /** Read consistently. Where nobody has chosen, people receive what was ordered. */
  get(): Promise<PurchasingSettings>;
  /** In place of all that was chosen before; answers the row. */
  put(settings: PurchasingSettings, now: string): Promise<ReturnType<typeof purchasingSettingsRow>>;
  /** Nothing happens where somebody has chosen before. */
  putFirst(settings: PurchasingSettings, now: string): Promise<void>;
};

const UNSET: PurchasingSettings = { receiveOnApproval: false };

export const purchasingSettingsTable = (
  client: DynamoDBDocumentClient,
  tableName: string,
): PurchasingSettingsTable => ({
  async get() {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: PURCHASING_SETTINGS_KEY, ConsistentRead: true }),
    );
    return { ...UNSET, ...(Item as PurchasingSettings | undefined) };
  },
  async put(settings, now) {
    const Item = purchasingSettingsRow(settings, now);
    await client.send(new PutCommand({ TableName: tableName, Item }));
    return Item;
  },
  async putFirst(settings, now) {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: purchasingSettingsRow(settings, now),
          ConditionExpression: 'attribute_not_exists(settingsId)',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
