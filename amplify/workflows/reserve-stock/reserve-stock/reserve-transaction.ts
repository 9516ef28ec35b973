import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Fitting } from '../../../domain/fitting.ts';
import type { Reservation, StockLevel } from '../../../domain/models.ts';
import type { OrderLine } from '../../../domain/order.ts';
import { movementId, reservationRow, stockMovementRow } from '../../../domain/rows.ts';
import { type CancellationReason, CONDITION_FAILED, cancellationReasons } from '../../../tables/cancellation.ts';
import { unlessCancelled } from '../../../tables/cancelled-order-table.ts';

export type Refusal = {
  /** The stock level as it is, when it was not as it was taken to be. */
  level?: StockLevel;
  /** Order lines that had an outcome before. */
  known: Map<OrderLine, Reservation>;
  /** Order lines that were cancelled before they came. */
  cancelled: Set<OrderLine>;
  /** Another writer was there at the same moment. */
  contended: boolean;
};
export type ReserveTransaction = {
  /** Commits every line's outcome with the stock it takes and its ledger entry, or nothing; then says why. */
  commit(level: StockLevel, fitting: Fitting, now: string, expiresAt: string): Promise<Refusal | undefined>;
};
export type ReserveTableNames = {
  stockLevel: string;
  reservation: string;
  stockMovement: string;
  cancelledOrder: string;
};

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A ledger entry names the order it is for; one for several names the first and how many more. Both are unique. */
const causeOf = (lines: OrderLine[]): string =>
  lines.length === 1 ? `${lines[0]?.orderId}` : `${lines[0]?.orderId}+${lines.length - 1}`;

const takeStock = (tables: ReserveTableNames, level: StockLevel, sum: number, now: string): Write => ({
  Update: {
    TableName: tables.stockLevel,
    Key: { productId: level.productId, locationId: level.locationId },
    UpdateExpression:
      'SET available = available - :sum, reserved = reserved + :sum, version = version + :one, updatedAt = :now',
    ConditionExpression: 'version = :version AND available >= :sum AND #status = :inStock',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':sum': sum,
      ':one': 1,
      ':now': now,
      ':version': level.version,
      ':inStock': 'IN_STOCK',
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

const ledgerEntry = (tables: ReserveTableNames, level: StockLevel, fitting: Fitting, now: string): Write => ({
  Put: {
    TableName: tables.stockMovement,
    Item: stockMovementRow(
      {
        productId: level.productId,
        locationId: level.locationId,
        availableDelta: -fitting.sum,
        reservedDelta: fitting.sum,
        availableAfter: level.available - fitting.sum,
        reservedAfter: level.reserved + fitting.sum,
        cause: 'ORDER',
        causeId: causeOf(fitting.reserved),
        actor: 'reserve-stock',
      },
      now,
    ),
    ConditionExpression: 'attribute_not_exists(productId)',
  },
});

const outcomeRow = (tables: ReserveTableNames, line: OrderLine, more: Partial<Reservation>, now: string): Write => {
  const { orderId, productId, locationId, quantity, messageIds } = line;
  const status = more.status ?? 'RESERVED';
  return {
    Put: {
      TableName: tables.reservation,
      Item: reservationRow(
        { orderId, productId, locationId, quantity, status, deliveries: messageIds.length, ...more },
        now,
      ),
      ConditionExpression: 'attribute_not_exists(orderId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** A cancelled order can never be reserved: whichever of both comes first, the other one meets it (docs/decisions/014). */
const notCancelled = (tables: ReserveTableNames, line: OrderLine): Write => ({
  ConditionCheck: { TableName: tables.cancelledOrder, ...unlessCancelled(line) },
});

/** The lines in the order of their writes, which is the order of the reasons when the transaction is cancelled. */
const refusalOf = (reasons: CancellationReason[], lines: OrderLine[], takesStock: boolean): Refusal => {
  const stock = takesStock ? reasons[0] : undefined;
  const lineReasons = takesStock ? reasons.slice(2) : reasons;
  const known = new Map<OrderLine, Reservation>();
  const cancelled = new Set<OrderLine>();
  lines.forEach((line, index) => {
    const [row, order] = [lineReasons[index], lineReasons[lines.length + index]];
    if (row?.code === CONDITION_FAILED && row.item) known.set(line, row.item as Reservation);
    else if (order?.code === CONDITION_FAILED) cancelled.add(line);
  });
  const level = stock?.code === CONDITION_FAILED ? (stock.item as StockLevel | undefined) : undefined;
  return { level, known, cancelled, contended: !level && known.size === 0 && cancelled.size === 0 };
};

export const reserveTransaction = (client: DynamoDBDocumentClient, tables: ReserveTableNames): ReserveTransaction => ({
  async commit(level, fitting, now, expiresAt) {
    const takesStock = fitting.reserved.length > 0;
    const ledgerId = takesStock
      ? movementId({ ...level, cause: 'ORDER', causeId: causeOf(fitting.reserved) }, now)
      : undefined;
    const lines = [...fitting.reserved, ...fitting.unavailable.map(({ line }) => line)];
    const writes: Write[] = [
      ...(takesStock ? [takeStock(tables, level, fitting.sum, now), ledgerEntry(tables, level, fitting, now)] : []),
      ...fitting.reserved.map((line) => outcomeRow(tables, line, { movementId: ledgerId, expiresAt }, now)),
      ...fitting.unavailable.map(({ line, availableQuantity }) =>
        outcomeRow(tables, line, { status: 'UNAVAILABLE', availableQuantity }, now),
      ),
      ...lines.map((line) => notCancelled(tables, line)),
    ];
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return undefined;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      return refusalOf(reasons, lines, takesStock);
    }
  },
});
