import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Fitting } from '../../../domain/fitting.ts';
import type { Reservation, StockLevel } from '../../../domain/models.ts';
import type { OrderLine } from '../../../domain/order.ts';
import { causeOf } from '../../../domain/outcomes.ts';
import { movementId } from '../../../domain/rows.ts';
import { type CancellationReason, CONDITION_FAILED, cancellationReasons } from '../../../tables/cancellation.ts';
import type { Write } from '../../../tables/transact.ts';
import { changeLevel, ledgerEntry, notCancelled, outcomeRow, type ReserveTableNames } from '../reserve-writes.ts';

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

/**
 * The lines in the order of their writes, which is the order of the reasons when the transaction is cancelled; before
 * them `others`, of which the first is the stock level's if there are any.
 */
const refusalOf = (reasons: CancellationReason[], lines: OrderLine[], others: number): Refusal => {
  const stock = others > 0 ? reasons[0] : undefined;
  const lineReasons = reasons.slice(others);
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

/** What is written beside the outcomes: the stock level where it changes, and the ledger where stock is taken. */
const stockWrites = (tables: ReserveTableNames, level: StockLevel, fitting: Fitting, now: string): Write[] => {
  const { sum, waiting, reserved } = fitting;
  return [
    ...(sum + waiting > 0 ? [changeLevel(tables, level, { sum, waiting }, now)] : []),
    ...(sum > 0 ? [ledgerEntry(tables, level, { sum, causeId: causeOf(reserved) }, now)] : []),
  ];
};

export const reserveTransaction = (client: DynamoDBDocumentClient, tables: ReserveTableNames): ReserveTransaction => ({
  async commit(level, fitting, now, expiresAt) {
    const { reserved, unavailable, backordered } = fitting;
    const causeId = causeOf(reserved);
    const ledgerId = reserved.length > 0 ? movementId({ ...level, cause: 'ORDER', causeId }, now) : undefined;
    const lines = [...reserved, ...[...unavailable, ...backordered].map(({ line }) => line)];
    const stock = stockWrites(tables, level, fitting, now);
    const writes: Write[] = [
      ...stock,
      ...reserved.map((line) => outcomeRow(tables, line, { status: 'RESERVED', movementId: ledgerId, expiresAt }, now)),
      ...unavailable.map(({ line, availableQuantity }) =>
        outcomeRow(tables, line, { status: 'UNAVAILABLE', availableQuantity }, now),
      ),
      ...backordered.map(({ line, availableQuantity }) =>
        outcomeRow(tables, line, { status: 'BACKORDERED', availableQuantity }, now),
      ),
      ...lines.map((line) => notCancelled(tables, line.orderId, [line])),
    ];
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return undefined;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      return refusalOf(reasons, lines, stock.length);
    }
  },
});
