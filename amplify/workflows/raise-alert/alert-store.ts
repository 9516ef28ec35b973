import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Alert } from '../../domain/models.ts';
import { alertRow } from '../../domain/rows.ts';
import { alertKey, type StockKey } from '../../domain/stock-key.ts';
import type { AlertKind } from '../../domain/vocabulary.ts';
import { CONDITION_FAILED, cancellationReasons } from '../../tables/cancellation.ts';

/** The one open alert of a stock level and kind; `mailed` once its mail was handed over. */
export type OpenAlert = { alertId: string; createdAt: string; mailed?: boolean };

export type AlertStore = {
  open(key: StockKey, kind: AlertKind): Promise<OpenAlert | undefined>;
  /** Writes the alert and its guard together; false when another came first. */
  create(alert: Alert, now: string): Promise<boolean>;
  noteMailed(key: StockKey, kind: AlertKind): Promise<void>;
  /** Closes the alert and frees its guard together; false when another did. */
  resolve(key: StockKey, kind: AlertKind, alertId: string, now: string): Promise<boolean>;
};

/** True when it was a condition that did not hold: somebody else was first. Throws everything else. */
const lostTheRace = (error: unknown): boolean => {
  if (cancellationReasons(error)?.some((reason) => reason.code === CONDITION_FAILED)) return true;
  throw error;
};

export const alertStore = (
  client: DynamoDBDocumentClient,
  tables: { alert: string; openAlert: string },
): AlertStore => ({
  async open(key, kind) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tables.openAlert, Key: { alertKey: alertKey(key, kind) }, ConsistentRead: true }),
    );
    return Item as OpenAlert | undefined;
  },
  async create(alert, now) {
    const guard = {
      TableName: tables.openAlert,
      Item: { alertKey: alertKey(alert, alert.kind), alertId: alert.alertId, createdAt: now },
      ConditionExpression: 'attribute_not_exists(alertKey)',
    };
    const put = { TableName: tables.alert, Item: alertRow(alert, now) };
    return client
      .send(new TransactWriteCommand({ TransactItems: [{ Put: guard }, { Put: put }] }))
      .then(() => true)
      .catch((error) => !lostTheRace(error));
  },
  async noteMailed(key, kind) {
    await client.send(
      new UpdateCommand({
        TableName: tables.openAlert,
        Key: { alertKey: alertKey(key, kind) },
        UpdateExpression: 'SET mailed = :yes',
        ConditionExpression: 'attribute_exists(alertKey)',
        ExpressionAttributeValues: { ':yes': true },
      }),
    );
  },
  async resolve(key, kind, alertId, now) {
    const free = {
      TableName: tables.openAlert,
      Key: { alertKey: alertKey(key, kind) },
      ConditionExpression: 'alertId = :alertId',
      ExpressionAttributeValues: { ':alertId': alertId },
    };
    const close = {
      TableName: tables.alert,
      Key: { alertId },
      UpdateExpression: 'SET #status = :resolved, resolvedAt = :now, updatedAt = :now',
      ConditionExpression: 'attribute_exists(alertId)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':resolved': 'RESOLVED', ':now': now },
    };
    return client
      .send(new TransactWriteCommand({ TransactItems: [{ Delete: free }, { Update: close }] }))
      .then(() => true)
      .catch((error) => !lostTheRace(error));
  },
});
