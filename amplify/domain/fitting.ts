import type { OrderLine } from './order.ts';

/**
 * A transaction holds 100 items: the stock level, its ledger entry, and for so many lines their reservation and the look
 * whether their order was cancelled.
 */
export const MAX_LINES_PER_TRANSACTION = 49;

export type Fitting = {
  reserved: OrderLine[];
  /** With what was left when the line's turn came; so are those that wait. */
  unavailable: { line: OrderLine; availableQuantity: number }[];
  backordered: { line: OrderLine; availableQuantity: number }[];
  /** Units taken. */
  sum: number;
  /** Units waited for. */
  waiting: number;
};

/**
 * Serves lines in their order; one that does not fit leaves its place to smaller ones behind it, unless it waits: then
 * those queue behind it.
 */
export const fitLines = (lines: OrderLine[], available: number): Fitting => {
  const fitting: Fitting = { reserved: [], unavailable: [], backordered: [], sum: 0, waiting: 0 };
  for (const line of lines) {
    const left = fitting.waiting > 0 ? 0 : available - fitting.sum;
    if (line.quantity <= left) {
      fitting.reserved.push(line);
      fitting.sum += line.quantity;
    } else if (line.backorder) {
      fitting.backordered.push({ line, availableQuantity: left });
      fitting.waiting += line.quantity;
    } else {
      fitting.unavailable.push({ line, availableQuantity: left });
    }
  }
  return fitting;
};

/** No line is served; each is told what there was, and that it was not enough. */
export const fitNone = (lines: OrderLine[], availableQuantity: number): Fitting => {
  const shown = lines.map((line) => ({ line, availableQuantity }));
  const backordered = shown.filter(({ line }) => line.backorder);
  return {
    reserved: [],
    unavailable: shown.filter(({ line }) => !line.backorder),
    backordered,
    sum: 0,
    waiting: backordered.reduce((sum, { line }) => sum + line.quantity, 0),
  };
};

/** Lines a transaction can hold together: no order twice, for an item may be written only once in it. */
export const transactionRounds = (lines: OrderLine[], size: number = MAX_LINES_PER_TRANSACTION): OrderLine[][] => {
  const rounds: { orders: Set<string>; lines: OrderLine[] }[] = [];
  /** An order's later line must be judged after its earlier one. */
  const earliest = new Map<string, number>();
  for (const line of lines) {
    let at = earliest.get(line.orderId) ?? 0;
    while ((rounds[at]?.lines.length ?? 0) >= size || rounds[at]?.orders.has(line.orderId)) at += 1;
    rounds[at] ??= { orders: new Set(), lines: [] };
    rounds[at]?.orders.add(line.orderId);
    rounds[at]?.lines.push(line);
    earliest.set(line.orderId, at + 1);
  }
  return rounds.map((round) => round.lines);
};
