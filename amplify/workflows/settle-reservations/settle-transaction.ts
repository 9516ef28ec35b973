import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Reservation, StockLevel } from '../../domain/models.ts';
import { reservationKey, stockMovementRow } from '../../domain/rows.ts';
import type { Settlement } from '../../domain/settlement.ts';
import { CONDITION_FAILED } from '../../tables/cancellation.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact, type Write } from '../../tables/transact.ts';

export type SettleTableNames = { stockLevel: string; stockMovement: string; reservation: string };

export type SettleTransaction = {
  /**
   * Ends a reservation, with its stock and its ledger entry, or does nothing. `other` when it is not as it was read,
   * `stale` when its stock level is not.
   */
  commit(
    row: Reservation,
    level: StockLevel,
    settlement: Settlement,
    now: string,
  ): Promise<'settled' | 'other' | 'stale'>;
};

const STATUS = { '#status': 'status' };

const endReservation = (tableName: string, row: Reservation, { to }: Settlement, now: string): Write => ({
  Update: {
    TableName: tableName,
    Key: reservationKey(row.orderId, row.productId, row.locationId),
    UpdateExpression: 'SET #status = :to, settledAt = :now, updatedAt = :now REMOVE expiryShard, waitingFor',
    ConditionExpression: to === 'EXPIRED' ? '#status = :from AND expiresAt <= :now' : '#status = :from',
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: { ':from': row.status, ':to': to, ':now': now },
  },
});

const changeStock = (
  tableName: string,
  row: Reservation,
  level: StockLevel,
  settlement: Settlement,
  now: string,
): Write => ({
  Update: {
    TableName: tableName,
    Key: { productId: row.productId, locationId: row.locationId },
    UpdateExpression: settlement.returnsStock
      ? 'SET reserved = reserved - :units, available = available + :units, #status = :inStock, version = version + :one, updatedAt = :now'
      : 'SET reserved = reserved - :units, version = version + :one, updatedAt = :now',
    ConditionExpression: 'version = :version AND reserved >= :units',
    ...(settlement.returnsStock && { ExpressionAttributeNames: STATUS }),
    ExpressionAttributeValues: {
      ':units': row.quantity,
      ':one': 1,
      ':now': now,
      ':version': level.version,
      ...(settlement.returnsStock && { ':inStock': 'IN_STOCK' }),
    },
  },
});

/** Who waits holds no stock: there is less to wait for, and nothing for the ledger to tell. */
const leaveQueue = (tableName: string, row: Reservation, level: StockLevel, now: string): Write => ({
  Update: {
    TableName: tableName,
    Key: { productId: row.productId, locationId: row.locationId },
    UpdateExpression: 'SET backordered = backordered - :units, version = version + :one, updatedAt = :now',
    ConditionExpression: 'version = :version AND backordered >= :units',
    ExpressionAttributeValues: { ':units': row.quantity, ':one': 1, ':now': now, ':version': level.version },
  },
});

const ledgerEntry = (
  tableName: string,
  row: Reservation,
  level: StockLevel,
  settlement: Settlement,
  now: string,
): Write => {
  const returned = settlement.returnsStock ? row.quantity : 0;
  return {
    Put: {
      TableName: tableName,
      Item: stockMovementRow(
        {
          productId: row.productId,
          locationId: row.locationId,
          availableDelta: returned,
          reservedDelta: -row.quantity,
          availableAfter: level.available + returned,
          reservedAfter: level.reserved - row.quantity,
          cause: settlement.cause,
          causeId: row.orderId,
          actor: 'settle-reservations',
        },
        now,
      ),
      ConditionExpression: 'attribute_not_exists(productId)',
    },
  };
};

export const settleTransaction = (
  client: DynamoDBDocumentClient,
  names: SettleTableNames,
  pause: Pause,
): SettleTransaction => ({
  async commit(row, level, settlement, now) {
    const reasons = await transact(client, pause, [
      endReservation(names.reservation, row, settlement, now),
      ...(row.status === 'BACKORDERED'
        ? [leaveQueue(names.stockLevel, row, level, now)]
        : [
            changeStock(names.stockLevel, row, level, settlement, now),
            ledgerEntry(names.stockMovement, row, level, settlement, now),
          ]),
    ]);
    if (reasons === undefined) return 'settled';
    return reasons[0]?.code === CONDITION_FAILED ? 'other' : 'stale';
  },
});
