import type { Reservation, StockLevel } from '../../domain/models.ts';
import type { OrderLine } from '../../domain/order.ts';
import { reservationRow, stockMovementRow } from '../../domain/rows.ts';
import type { StockKey } from '../../domain/stock-key.ts';
import { unlessCancelled } from '../../tables/cancelled-order-table.ts';
import type { Write } from '../../tables/transact.ts';

export type ReserveTableNames = {
  stockLevel: string;
  reservation: string;
  stockMovement: string;
  cancelledOrder: string;
};

/** What a transaction takes of a stock level, and adds to what waits for it. */
export type Taking = { sum: number; waiting: number };

/** Takes units if the stock level is as it was read and still has them; who waits, waits for a level as it was read. */
export const changeLevel = (
  tables: ReserveTableNames,
  level: StockLevel,
  { sum, waiting }: Taking,
  now: string,
): Write => ({
  Update: {
    TableName: tables.stockLevel,
    Key: { productId: level.productId, locationId: level.locationId },
    UpdateExpression:
      'SET available = available - :sum, reserved = reserved + :sum, version = version + :one, updatedAt = :now' +
      (waiting > 0 ? ', backordered = if_not_exists(backordered, :none) + :waiting' : ''),
    ConditionExpression:
      sum > 0 ? 'version = :version AND available >= :sum AND #status = :inStock' : 'version = :version',
    ...(sum > 0 && { ExpressionAttributeNames: { '#status': 'status' } }),
    ExpressionAttributeValues: {
      ':sum': sum,
      ':one': 1,
      ':now': now,
      ':version': level.version,
      ...(sum > 0 && { ':inStock': 'IN_STOCK' }),
      ...(waiting > 0 && { ':none': 0, ':waiting': waiting }),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The ledger's entry of what is taken for the order that `causeId` names. */
export const ledgerEntry = (
  tables: ReserveTableNames,
  level: StockLevel,
  { sum, causeId, actor = 'reserve-stock' }: { sum: number; causeId: string; actor?: string },
  now: string,
): Write => ({
  Put: {
    TableName: tables.stockMovement,
    Item: stockMovementRow(
      {
        productId: level.productId,
        locationId: level.locationId,
        availableDelta: -sum,
        reservedDelta: sum,
        availableAfter: level.available - sum,
        reservedAfter: level.reserved + sum,
        cause: 'ORDER',
        causeId,
        actor,
      },
      now,
    ),
    ConditionExpression: 'attribute_not_exists(productId)',
  },
});

/** An outcome is written once, and is kept for good. */
export const outcomeRow = (
  tables: ReserveTableNames,
  { messageIds, backorder: _, ...line }: OrderLine,
  more: Partial<Reservation> & Pick<Reservation, 'status'>,
  now: string,
): Write => ({
  Put: {
    TableName: tables.reservation,
    Item: reservationRow({ ...line, deliveries: messageIds.length, ...more }, now),
    ConditionExpression: 'attribute_not_exists(orderId)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** A cancelled order can never be reserved: whichever of both comes first, the other one meets it (docs/decisions/014). */
export const notCancelled = (tables: ReserveTableNames, orderId: string, lines: readonly StockKey[]): Write => ({
  ConditionCheck: { TableName: tables.cancelledOrder, ...unlessCancelled(orderId, lines) },
});
