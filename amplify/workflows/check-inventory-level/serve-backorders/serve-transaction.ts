import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Reservation, StockLevel } from '../../../domain/models.ts';
import { movementId, reservationKey } from '../../../domain/rows.ts';
import { expiryShard } from '../../../domain/time-keys.ts';
import { CONDITION_FAILED } from '../../../tables/cancellation.ts';
import { cancelledOf } from '../../../tables/cancelled-order-table.ts';
import type { Pause } from '../../../tables/pause.ts';
import { transact, type Write } from '../../../tables/transact.ts';
import { ledgerEntry, notCancelled, type ReserveTableNames } from '../../reserve-stock/reserve-writes.ts';

/** A line that waits, the stock level that can serve it, and until when it will hold its stock. */
export type Serving = { row: Reservation; level: StockLevel; expiresAt: string };

export type ServeTransaction = {
  /**
   * Reserves all of these lines of one order, with their stock and their ledger entries, or none. `changed`: something
   * is not as it was read. Lines: these were cancelled meanwhile.
   */
  commit(servings: Serving[], now: string): Promise<'served' | 'changed' | Reservation[]>;
};

const STATUS = { '#status': 'status' };

const writesOf = (tables: ReserveTableNames, { row, level, expiresAt }: Serving, now: string): Write[] => {
  const { orderId, productId, locationId, quantity } = row;
  return [
    {
      Update: {
        TableName: tables.reservation,
        Key: reservationKey(orderId, productId, locationId),
        // It stays in the index of what waits until its event was sent.
        UpdateExpression:
          'SET #status = :reserved, movementId = :movement, expiresAt = :expiry, expiryShard = :shard, servedAt = :now, updatedAt = :now',
        ConditionExpression: '#status = :backordered',
        ExpressionAttributeNames: STATUS,
        ExpressionAttributeValues: {
          ...{ ':reserved': 'RESERVED', ':backordered': 'BACKORDERED', ':now': now },
          ':movement': movementId({ ...row, cause: 'ORDER', causeId: orderId }, now),
          ...{ ':expiry': expiresAt, ':shard': expiryShard(orderId) },
        },
      },
    },
    {
      Update: {
        TableName: tables.stockLevel,
        Key: { productId, locationId },
        UpdateExpression:
          'SET available = available - :units, reserved = reserved + :units, backordered = backordered - :units, version = version + :one, updatedAt = :now',
        ConditionExpression:
          'version = :version AND available >= :units AND backordered >= :units AND #status = :inStock',
        ExpressionAttributeNames: STATUS,
        ExpressionAttributeValues: {
          ...{ ':units': quantity, ':one': 1, ':now': now, ':version': level.version, ':inStock': 'IN_STOCK' },
        },
      },
    },
    ledgerEntry(tables, level, { sum: quantity, causeId: orderId, actor: 'serve-backorders' }, now),
  ];
};

export const serveTransaction = (
  client: DynamoDBDocumentClient,
  tables: ReserveTableNames,
  pause: Pause,
): ServeTransaction => ({
  async commit(servings, now) {
    const rows = servings.map(({ row }) => row);
    const reasons = await transact(client, pause, [
      ...servings.flatMap((serving) => writesOf(tables, serving, now)),
      notCancelled(tables, `${rows[0]?.orderId}`, rows),
    ]);
    if (reasons === undefined) return 'served';
    const cancellation = reasons.at(-1);
    return cancellation?.code === CONDITION_FAILED && cancellation.item
      ? cancelledOf(cancellation.item, rows)
      : 'changed';
  },
});
