import type { Context } from 'aws-lambda';
import type { StockGroup } from '../../../domain/batch.ts';
import type { Clock } from '../../../domain/clock.ts';
import { type Fitting, fitLines, fitNone, transactionRounds } from '../../../domain/fitting.ts';
import type { Product, Reservation, StockLevel } from '../../../domain/models.ts';
import type { OrderLine } from '../../../domain/order.ts';
import {
  cancelledRejection,
  conflictWith,
  isSameLine,
  noOutcomes,
  noteShortage,
  type Outcomes,
  tellAgain,
  tellReserved,
  tellUnserved,
  usableOf,
} from '../../../domain/outcomes.ts';
import { expiryOf } from '../../../domain/settlement.ts';
import { readAttributes } from '../../../tables/attributes.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { ProductTable } from '../../../tables/product-table.ts';
import type { OutcomeTable } from '../../../tables/reservation-table.ts';
import { recordRejection } from '../record-rejections/record-rejection.ts';
import type { ReserveTransaction } from './reserve-transaction.ts';

/** Conflicts with another transaction: after these the messages go back to the queue. */
const MAX_CONFLICTS = 5;
/** A changed stock level is no conflict but progress of others: lines are fitted anew until only so much time is left. */
const GIVE_UP_MS = 3_000;
/** So long before that, who lost steps aside no more. */
const INSIST_MS = 4_000;

type Deps = {
  transaction: ReserveTransaction;
  reservations: OutcomeTable;
  products: ProductTable;
  clock: Clock;
  pause: Pause;
};
/** `level` is the item as the workflow looked it up; `mayTake` is the workflow's Choice on status and quantity. */
type Input = { group: StockGroup; level: Record<string, unknown>; mayTake: boolean };
type Round = {
  level: StockLevel;
  product: Product | undefined;
  outcomes: Outcomes;
  lines: OrderLine[];
  mayTake: boolean;
  /** Milliseconds until it is time to give up. */
  timeLeft: () => number;
};

const judgeKnown = async (deps: Deps, outcomes: Outcomes, line: OrderLine, row: Reservation): Promise<void> => {
  if (isSameLine(line, row)) {
    tellAgain(outcomes, row);
    await deps.reservations.countDeliveries(line, line.messageIds.length, deps.clock());
    return;
  }
  const rejection = { ...line, reason: 'conflict' as const, message: conflictWith(line, row) };
  outcomes.rejected.push(...(await recordRejection(deps.reservations, rejection, deps.clock())));
};

const rejectCancelled = async (deps: Deps, outcomes: Outcomes, line: OrderLine): Promise<void> => {
  outcomes.rejected.push(...(await recordRejection(deps.reservations, cancelledRejection(line), deps.clock())));
};

const tell = (round: Round, fitting: Fitting): void => {
  for (const line of fitting.reserved) tellReserved(round.outcomes, line);
  for (const as of ['unavailable', 'backordered'] as const)
    for (const { line, availableQuantity } of fitting[as]) tellUnserved(round.outcomes, as, line, availableQuantity);
};

const afterCommit = (level: StockLevel, { sum, waiting }: Fitting): StockLevel =>
  sum + waiting === 0
    ? level
    : {
        ...level,
        available: level.available - sum,
        reserved: level.reserved + sum,
        ...(waiting > 0 && { backordered: (level.backordered ?? 0) + waiting }),
        version: level.version + 1,
      };

/**
 * Whoever was first goes on at once with what it knows, for up to ten transactions: the others step aside for longer each
 * time. The less time they have left the less long, and at last not at all, or they would starve as long as the first is
 * followed by others (docs/decisions/004).
 */
const stepAside = (losses: number, timeLeft: number): number =>
  Math.min(fullJitter(losses - 2, 4), Math.max(0, timeLeft - INSIST_MS) / 8);

/** Commits one round of lines; returns the stock level as it is afterwards. */
const settle = async (deps: Deps, round: Round): Promise<StockLevel> => {
  let { level, lines } = round;
  for (let conflicts = 0, losses = 0; lines.length > 0; ) {
    const usable = usableOf(level);
    const fitting = round.mayTake ? fitLines(lines, usable) : fitNone(lines, usable);
    const now = deps.clock();
    const refusal = await deps.transaction.commit(level, fitting, now, expiryOf(round.product, now));
    if (!refusal) {
      tell(round, fitting);
      return afterCommit(level, fitting);
    }
    for (const [line, row] of refusal.known) await judgeKnown(deps, round.outcomes, line, row);
    for (const line of refusal.cancelled) await rejectCancelled(deps, round.outcomes, line);
    lines = lines.filter((line) => !refusal.known.has(line) && !refusal.cancelled.has(line));
    level = refusal.level ?? level;
    if (refusal.contended) conflicts += 1;
    if (refusal.level) losses += 1;
    const timeLeft = round.timeLeft();
    if (conflicts >= MAX_CONFLICTS || timeLeft <= 0) {
      round.outcomes.contended.push(...lines.flatMap((line) => line.messageIds));
      return level;
    }
    if (refusal.contended) await deps.pause(fullJitter(conflicts, 25));
    else if (losses > 2) await deps.pause(stepAside(losses, timeLeft));
  }
  return level;
};

/** Reserves the lines of one stock level, or records that they cannot be served. */
export const reserveStock =
  (deps: Deps) =>
  async (
    { group, level: item, mayTake }: Input,
    { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<Outcomes> => {
    const timeLeft = () => getRemainingTimeInMillis() - GIVE_UP_MS;
    const outcomes = noOutcomes();
    let level = readAttributes<StockLevel>(item);
    const product = mayTake ? await deps.products.get(group.productId) : undefined;
    for (const lines of transactionRounds(group.lines)) {
      level = await settle(deps, { level, product, outcomes, lines, mayTake, timeLeft });
    }
    const short = [...outcomes.unavailable, ...outcomes.backordered];
    if (short.length > 0) noteShortage(outcomes, level, short, deps.clock());
    return outcomes;
  };
