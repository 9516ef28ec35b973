import type { Clock } from '../../../domain/clock.ts';
import type { Product, Reservation, StockLevel } from '../../../domain/models.ts';
import type { OrderLine, WholeOrder } from '../../../domain/order.ts';
import {
  conflictWith,
  noOutcomes,
  noteShortage,
  type Outcomes,
  rejectedEvent,
  tellAgain,
  tellReserved,
  tellUnserved,
} from '../../../domain/outcomes.ts';
import { expiryOf } from '../../../domain/settlement.ts';
import { type StockKey, stockKey } from '../../../domain/stock-key.ts';
import { isSameOrder, judgeWholeOrder, type LineOutcome, type StockLevels } from '../../../domain/whole-order.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { OutcomeTable } from '../../../tables/reservation-table.ts';
import { recordRejection } from '../record-rejections/record-rejection.ts';
import type { OrderTransaction } from './order-transaction.ts';

/** Somebody else changed one of its stock levels so often meanwhile: the message goes back to the queue. */
const MAX_TRIES = 20;

type Deps = {
  transaction: OrderTransaction;
  reservations: OutcomeTable;
  /** Those there are, read consistently. */
  stockLevels: (keys: StockKey[]) => Promise<StockLevel[]>;
  products: (productIds: string[]) => Promise<Product[]>;
  clock: Clock;
  pause: Pause;
};

const messageIdsOf = (lines: OrderLine[]): string[] => [...new Set(lines.flatMap(({ messageIds }) => messageIds))];

/** One event says that an order is rejected, whatever number of its lines are for one reason. */
const tellRejected = (outcomes: Outcomes, orderId: string, reasons: (string | undefined)[]): void => {
  for (const reason of new Set(reasons)) outcomes.rejected.push(rejectedEvent(orderId, reason ?? ''));
};

const tell = (outcomes: Outcomes, orderId: string, judged: LineOutcome[]): void => {
  for (const each of judged) {
    if (each.status === 'RESERVED') tellReserved(outcomes, each.line);
    if (each.status === 'UNAVAILABLE' || each.status === 'BACKORDERED') {
      const as = each.status === 'UNAVAILABLE' ? 'unavailable' : 'backordered';
      tellUnserved(outcomes, as, each.line, each.availableQuantity, each.reason);
    }
  }
  tellRejected(
    outcomes,
    orderId,
    judged.flatMap((each) => (each.status === 'REJECTED' ? [each.reason] : [])),
  );
};

const judgeKnown = async (
  { reservations, clock }: Deps,
  order: WholeOrder,
  known: Map<OrderLine, Reservation>,
): Promise<Outcomes> => {
  const outcomes = noOutcomes();
  const { orderId, lines } = order;
  if (isSameOrder(order, known)) {
    const rows = [...known.values()];
    for (const row of rows.filter(({ status }) => status !== 'REJECTED')) tellAgain(outcomes, row);
    tellRejected(
      outcomes,
      orderId,
      rows.filter(({ status }) => status === 'REJECTED').map(({ reason }) => reason),
    );
    for (const line of lines) await reservations.countDeliveries(line, line.messageIds.length, clock());
    return outcomes;
  }
  const [row] = known.values();
  const message = row ? conflictWith(row, row) : `order ${orderId} is already known`;
  const conflict = { orderId, locationId: `${lines[0]?.locationId}`, messageIds: messageIdsOf(lines) };
  outcomes.rejected.push(
    ...(await recordRejection(reservations, { ...conflict, reason: 'conflict', message }, clock())),
  );
  return outcomes;
};

const noteShortages = (outcomes: Outcomes, judged: LineOutcome[], levels: StockLevels, now: string): void => {
  for (const each of judged) {
    const level = levels.get(stockKey(each.line));
    const isShort = (each.status === 'UNAVAILABLE' || each.status === 'BACKORDERED') && !each.reason;
    const { orderId, quantity } = each.line;
    if (isShort && level) noteShortage(outcomes, level, [{ orderId, requestedQuantity: quantity }], now);
  }
};

/** Reserves an order of several lines, all of them or none, in a transaction of its own (docs/decisions/028). */
export const reserveOrder =
  (deps: Deps) =>
  async (order: WholeOrder): Promise<Outcomes> => {
    const { orderId, lines } = order;
    const found = await deps.stockLevels(lines.map(({ productId, locationId }) => ({ productId, locationId })));
    const products = await deps.products(lines.map(({ productId }) => productId));
    const levels = new Map(found.map((level) => [stockKey(level), level]));
    const cancelled = new Set<OrderLine>();
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const now = deps.clock();
      const judged = judgeWholeOrder(order, levels, cancelled);
      const expiresAt = (line: OrderLine) =>
        expiryOf(
          products.find(({ productId }) => productId === line.productId),
          now,
        );
      const refusal = await deps.transaction.commit(judged, levels, expiresAt, now);
      if (!refusal) {
        const outcomes = noOutcomes();
        tell(outcomes, orderId, judged);
        noteShortages(outcomes, judged, levels, now);
        return outcomes;
      }
      if (refusal.known.size > 0) return judgeKnown(deps, order, refusal.known);
      for (const line of refusal.cancelled) cancelled.add(line);
      for (const level of refusal.levels) levels.set(stockKey(level), level);
      if (refusal.cancelled.length === 0) await deps.pause(fullJitter(Math.min(tries, 4), 10));
    }
    return { ...noOutcomes(), contended: messageIdsOf(lines) };
  };
