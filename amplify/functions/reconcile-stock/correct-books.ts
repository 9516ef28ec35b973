import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StockLevel } from '../../domain/models.ts';
import type { Correction, Finding } from '../../domain/reconciliation.ts';
import { stockMovementRow } from '../../domain/rows.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact, type Write } from '../../tables/transact.ts';

/** Who reconciles, and under which id it stands in the ledger. */
export type Author = { actor: string; runId: string };
/** True when it was written; false when the stock level, or the order to claim it, changed since they were read. */
export type CorrectBooks = (
  level: StockLevel,
  correction: Correction,
  findings: Finding[],
  author: Author,
  now: string,
) => Promise<boolean>;

const LONGEST_NOTE = 1_000;

const correctLevel = (tableName: string, level: StockLevel, correction: Correction, now: string): Write => {
  const { balance, status, openPurchaseOrderId: claim, backordered } = correction;
  return {
    Update: {
      TableName: tableName,
      Key: { productId: level.productId, locationId: level.locationId },
      UpdateExpression:
        'SET available = :available, reserved = :reserved, #status = :status, version = version + :one, updatedAt = :now' +
        (backordered === undefined ? '' : ', backordered = :backordered') +
        (claim === undefined ? ' REMOVE openPurchaseOrderId' : ', openPurchaseOrderId = :claim'),
      ConditionExpression: 'version = :version',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':available': balance.available,
        ':reserved': balance.reserved,
        ':status': status,
        ':one': 1,
        ':now': now,
        ':version': level.version,
        ...(claim !== undefined && { ':claim': claim }),
        ...(backordered !== undefined && { ':backordered': backordered }),
      },
    },
  };
};

/** Every correction stands in the ledger, also one that moves nothing: what was found must be readable afterwards. */
const ledgerEntry = (
  tableName: string,
  { productId, locationId }: StockLevel,
  { balance, delta }: Correction,
  findings: Finding[],
  { actor, runId }: Author,
  now: string,
): Write => ({
  Put: {
    TableName: tableName,
    Item: stockMovementRow(
      {
        productId,
        locationId,
        availableDelta: delta.available,
        reservedDelta: delta.reserved,
        availableAfter: balance.available,
        reservedAfter: balance.reserved,
        cause: 'RECONCILIATION',
        causeId: runId,
        actor,
        note: findings
          .map(({ message }) => message)
          .join('; ')
          .slice(0, LONGEST_NOTE),
      },
      now,
    ),
    ConditionExpression: 'attribute_not_exists(productId)',
  },
});

const stillOpen = (tableName: string, purchaseOrderId: string): Write => ({
  ConditionCheck: {
    TableName: tableName,
    Key: { purchaseOrderId },
    ConditionExpression: 'phase = :open',
    ExpressionAttributeValues: { ':open': 'OPEN' },
  },
});

/** Stock level and ledger at once, if the level is still as it was judged: safe while orders pour in. */
export const correctBooks =
  (
    client: DynamoDBDocumentClient,
    pause: Pause,
    names: { stockLevel: string; stockMovement: string; purchaseOrder: string },
  ): CorrectBooks =>
  async (level, correction, findings, author, now) => {
    const { openPurchaseOrderId: claim } = correction;
    const writes = [
      correctLevel(names.stockLevel, level, correction, now),
      ledgerEntry(names.stockMovement, level, correction, findings, author, now),
      ...(claim === undefined ? [] : [stillOpen(names.purchaseOrder, claim)]),
    ];
    return (await transact(client, pause, writes)) === undefined;
  };
