import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Reservation, StockLevel } from '../../../domain/models.ts';
import { movementId, reservationKey, stockMovementRow } from '../../../domain/rows.ts';
import { expiryShard } from '../../../domain/time-keys.ts';
import { CONDITION_FAILED, cancellationReasons } from '../../../tables/cancellation.ts';
import { cancelledOf, unlessCancelled } from '../../../tables/cancelled-order-table.ts';
import type { Write } from '../../../tables/transact.ts';

export type ServeTableNames = {
  stockLevel: string;
  reservation: string;
  stockMovement: string;
  cancelledOrder: string;
};

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

const writesOf = (tables: ServeTableNames, { row, level, expiresAt }: Serving, now: string): Write[] => {
  const { orderId, productId, locationId, quantity } = row;
  const entry = stockMovementRow(
    {
      ...{ productId, locationId, availableDelta: -quantity, reservedDelta: quantity },
      availableAfter: level.available - quantity,
      reservedAfter: level.reserved + quantity,
      ...{ cause: 'ORDER', causeId: orderId, actor: 'serve-backorders' },
    },
    now,
  );
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
    {
      Put: {
        TableName: tables.stockMovement,
        Item: entry,
        ConditionExpression: 'attribute_not_exists(productId)',
      },
    },
  ];
};

export const serveTransaction = (client: DynamoDBDocumentClient, tables: ServeTableNames): ServeTransaction => ({
  async commit(servings, now) {
    const rows = servings.map(({ row }) => row);
    const writes = servings.flatMap((serving) => writesOf(tables, serving, now));
    const orderId = `${rows[0]?.orderId}`;
    const check: Write = { ConditionCheck: { TableName: tables.cancelledOrder, ...unlessCancelled(orderId, rows) } };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes, check] }));
      return 'served';
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      const cancelled = reasons.at(-1);
      return cancelled?.code === CONDITION_FAILED && cancelled.item ? cancelledOf(cancelled.item, rows) : 'changed';
    }
  },
});
