import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AlertCause } from '../../domain/alerts.ts';
import type { Alert } from '../../domain/models.ts';
import { alertRow } from '../../domain/rows.ts';
import { alertKey, type StockKey } from '../../domain/stock-key.ts';
import type { AlertKind } from '../../domain/vocabulary.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact, type Write } from '../../tables/transact.ts';

/** The one open alert of a stock level and kind; `mailed` once its mail was handed over. */
export type OpenAlert = { alertId: string; createdAt: string; mailed?: boolean };

export type AlertStore = {
  open(key: StockKey, kind: AlertKind): Promise<OpenAlert | undefined>;
  /** Writes the alert and its guard together; false when another came first, or its cause is gone by now. */
  create(alert: Alert, cause: AlertCause, now: string): Promise<boolean>;
  noteMailed(key: StockKey, kind: AlertKind): Promise<void>;
  /** Closes the alert and frees its guard together; false when another did, or its cause is there again. */
  resolve(key: StockKey, kind: AlertKind, alertId: string, now: string): Promise<boolean>;
};

/** What must be so of the stock level when an alert is written: whoever saw its cause may come late. */
const CAUSES: Record<AlertKind, string> = {
  LOW_STOCK: 'available <= reorderPoint',
  OUT_OF_STOCK: 'available = :zero',
  STOCK_UNAVAILABLE: 'available < :requested',
};
/** And when it is closed: stock that rose may have fallen again. */
const CAUSES_GONE: Record<AlertKind, string> = {
  LOW_STOCK: 'available > reorderPoint',
  OUT_OF_STOCK: 'available > :zero',
  STOCK_UNAVAILABLE: 'available > reorderPoint AND (attribute_not_exists(backordered) OR backordered = :zero)',
};

export const alertStore = (
  client: DynamoDBDocumentClient,
  tables: { alert: string; openAlert: string; stockLevel: string },
  pause: Pause,
): AlertStore => {
  const levelIs = ({ productId, locationId }: StockKey, condition: string, values: Record<string, number>): Write => {
    const used = Object.entries(values).filter(([name]) => condition.includes(name));
    return {
      ConditionCheck: {
        TableName: tables.stockLevel,
        Key: { productId, locationId },
        ConditionExpression: condition,
        ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
      },
    };
  };
  return {
    async open(key, kind) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tables.openAlert, Key: { alertKey: alertKey(key, kind) }, ConsistentRead: true }),
      );
      return Item as OpenAlert | undefined;
    },
    async create(alert, cause, now) {
      const guard = {
        TableName: tables.openAlert,
        Item: { alertKey: alertKey(alert, alert.kind), alertId: alert.alertId, createdAt: now },
        ConditionExpression: 'attribute_not_exists(alertKey)',
      };
      const put = { TableName: tables.alert, Item: alertRow(alert, now) };
      const still = levelIs(alert, CAUSES[alert.kind], { ':zero': 0, ':requested': cause.quantityRequested ?? 0 });
      return (await transact(client, pause, [{ Put: guard }, { Put: put }, still])) === undefined;
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
      const gone = levelIs(key, CAUSES_GONE[kind], { ':zero': 0 });
      return (await transact(client, pause, [{ Delete: free }, { Update: close }, gone])) === undefined;
    },
  };
};
