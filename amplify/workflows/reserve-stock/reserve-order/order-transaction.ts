import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Reservation, StockLevel } from '../../../domain/models.ts';
import type { OrderLine } from '../../../domain/order.ts';
import { movementId } from '../../../domain/rows.ts';
import { stockKey } from '../../../domain/stock-key.ts';
import type { LineOutcome, StockLevels } from '../../../domain/whole-order.ts';
import { type CancellationReason, CONDITION_FAILED, cancellationReasons } from '../../../tables/cancellation.ts';
import { cancelledOf } from '../../../tables/cancelled-order-table.ts';
import type { Write } from '../../../tables/transact.ts';
import { changeLevel, ledgerEntry, notCancelled, outcomeRow, type ReserveTableNames } from '../reserve-writes.ts';

/** Why nothing was committed. All empty: another transaction was there at the same moment. */
export type OrderRefusal = {
  /** Lines that had an outcome before. */
  known: Map<OrderLine, Reservation>;
  /** Lines that were cancelled before they came. */
  cancelled: OrderLine[];
  /** Stock levels as they are, which were not as they were taken to be. */
  levels: StockLevel[];
};

export type OrderTransaction = {
  /** Commits the outcome of every line of an order, with all the stock it takes, or nothing; then says why. */
  commit(
    outcomes: LineOutcome[],
    levels: StockLevels,
    expiresAt: (line: OrderLine) => string,
    now: string,
  ): Promise<OrderRefusal | undefined>;
};

/** A write, and whose failure it would be. */
type Part = { write: Write; line?: OrderLine; of: 'stock' | 'ledger' | 'outcome' | 'cancellation' };

const partsOf = (
  tables: ReserveTableNames,
  outcome: LineOutcome,
  level: StockLevel | undefined,
  expiresAt: (line: OrderLine) => string,
  { linesTogether, now }: { linesTogether: number; now: string },
): Part[] => {
  const { line, ...more } = outcome;
  if (more.status !== 'RESERVED' || !level) {
    const kept: Part = { write: outcomeRow(tables, line, { ...more, linesTogether }, now), line, of: 'outcome' };
    if (more.status !== 'BACKORDERED' || !level) return [kept];
    return [kept, { write: changeLevel(tables, level, { sum: 0, waiting: line.quantity }, now), of: 'stock' }];
  }
  const taken = { sum: line.quantity, causeId: line.orderId };
  const held = {
    ...more,
    linesTogether,
    movementId: movementId({ ...line, cause: 'ORDER', causeId: line.orderId }, now),
    expiresAt: expiresAt(line),
  };
  return [
    { write: outcomeRow(tables, line, held, now), line, of: 'outcome' },
    { write: changeLevel(tables, level, { sum: taken.sum, waiting: 0 }, now), of: 'stock' },
    { write: ledgerEntry(tables, level, taken, now), of: 'ledger' },
  ];
};

const refusalOf = (parts: Part[], reasons: CancellationReason[], lines: OrderLine[]): OrderRefusal => {
  const refusal: OrderRefusal = { known: new Map(), cancelled: [], levels: [] };
  for (const [index, { line, of }] of parts.entries()) {
    const { code, item } = reasons[index] ?? {};
    if (code !== CONDITION_FAILED || !item) continue;
    if (of === 'outcome' && line) refusal.known.set(line, item as Reservation);
    if (of === 'stock') refusal.levels.push(item as StockLevel);
    if (of === 'cancellation') refusal.cancelled = cancelledOf(item, lines);
  }
  return refusal;
};

export const orderTransaction = (client: DynamoDBDocumentClient, tables: ReserveTableNames): OrderTransaction => ({
  async commit(outcomes, levels, expiresAt, now) {
    const stated = { linesTogether: outcomes.length, now };
    const wanted = outcomes.filter(({ status }) => status !== 'REJECTED').map(({ line }) => line);
    const parts = outcomes.flatMap((outcome) =>
      partsOf(tables, outcome, levels.get(stockKey(outcome.line)), expiresAt, stated),
    );
    const [first] = wanted;
    if (first) parts.push({ write: notCancelled(tables, first.orderId, wanted), of: 'cancellation' });
    try {
      await client.send(new TransactWriteCommand({ TransactItems: parts.map(({ write }) => write) }));
      return undefined;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      return refusalOf(parts, reasons, wanted);
    }
  },
});
