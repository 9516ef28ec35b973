import type { Reservation, StockLevel } from './models.ts';
import type { OrderLine, WholeOrder } from './order.ts';
import { cancelledRejection, rejectionText, usableOf } from './outcomes.ts';
import { stockKey } from './stock-key.ts';

/** What becomes of a line of an order that is served as a whole; `reason` as its row keeps it. */
export type LineOutcome = { line: OrderLine } & (
  | { status: 'RESERVED' }
  | { status: 'UNAVAILABLE' | 'BACKORDERED'; availableQuantity: number; reason?: string }
  | { status: 'REJECTED'; reason: string }
);

/** By `stockKey`. */
export type StockLevels = ReadonlyMap<string, StockLevel>;

const listed = (lines: OrderLine[]): string => lines.map(({ productId }) => productId).join(', ');

/**
 * Every line is served or none is; only what was cancelled before takes no part. What could have been served alone says
 * which line it was that could not.
 */
export const judgeWholeOrder = (
  { orderId, lines }: WholeOrder,
  levels: StockLevels,
  cancelled: ReadonlySet<OrderLine>,
): LineOutcome[] => {
  const unknown = lines.filter((line) => !levels.has(stockKey(line)));
  if (unknown.length > 0) {
    const message = `order ${orderId} is served as a whole, and ${listed(unknown)} is not stocked at ${lines[0]?.locationId}`;
    return lines.map((line) => ({ line, status: 'REJECTED', reason: rejectionText('unknown product', message) }));
  }
  const available = (line: OrderLine): number => {
    const level = levels.get(stockKey(line));
    return level ? usableOf(level) : 0;
  };
  const short = lines.filter((line) => !cancelled.has(line) && line.quantity > available(line));
  return lines.map((line): LineOutcome => {
    if (cancelled.has(line)) {
      const { reason, message } = cancelledRejection(line);
      return { line, status: 'REJECTED', reason: rejectionText(reason, message) };
    }
    if (short.length === 0) return { line, status: 'RESERVED' };
    return {
      line,
      status: line.backorder ? 'BACKORDERED' : 'UNAVAILABLE',
      availableQuantity: available(line),
      ...(!short.includes(line) && {
        reason: `order ${orderId} is served as a whole, and ${listed(short)} could not be served`,
      }),
    };
  });
};

/** An order that comes again is the same when all of its lines are known, as they are, as parts of one like it. */
export const isSameOrder = ({ lines }: WholeOrder, known: ReadonlyMap<OrderLine, Reservation>): boolean =>
  lines.every((line) => {
    const row = known.get(line);
    return row?.quantity === line.quantity && row.linesTogether === lines.length;
  });
