import type { Clock } from '../../../domain/clock.ts';
import type { Reservation } from '../../../domain/models.ts';
import { onSale, reservedDetail } from '../../../domain/outcomes.ts';
import { expiryOf, SETTLEMENTS } from '../../../domain/settlement.ts';
import { type StockKey, stockKey } from '../../../domain/stock-key.ts';
import { fullJitter, type Pause } from '../../../tables/pause.ts';
import type { ProductTable } from '../../../tables/product-table.ts';
import type { ReservationTable } from '../../../tables/reservation-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { SendEvents } from '../../event-sender.ts';
import type { SettleTransaction } from '../../settle-reservations/settle-transaction.ts';
import type { ServeTransaction, Serving } from './serve-transaction.ts';

type Deps = {
  reservations: Pick<ReservationTable, 'get' | 'ofOrder' | 'waiting' | 'noteServed'>;
  stockLevels: Pick<StockLevelTable, 'get'>;
  products: ProductTable;
  transaction: ServeTransaction;
  settling: SettleTransaction;
  send: SendEvents;
  clock: Clock;
  pause: Pause;
};

/** Orders served in a run: every one changes the stock level, and the stream brings that here again. */
const MAX_ORDERS = 20;
/** Looks at what somebody else has changed meanwhile. */
const MAX_TRIES = 60;

/** The index has not caught up with what the stock level says: it will have, a moment later. */
export class BackorderNotVisible extends Error {
  override name = 'BackorderNotVisible';
}

/** Who has waited longest, as its row is now: the index may still show who has left the queue. */
const firstWaiting = async ({ reservations }: Deps, level: StockKey): Promise<Reservation | undefined> => {
  for await (const page of reservations.waiting(level))
    for (const entry of page) {
      const row = await reservations.get(entry);
      if (row?.waitingFor !== undefined) return row;
    }
  return undefined;
};

/** Every line of the order that still waits, each with a level that can serve it; undefined when it has to wait on. */
const servingsOf = async (deps: Deps, first: Reservation, now: string): Promise<Serving[] | undefined> => {
  const rows = first.linesTogether
    ? (await deps.reservations.ofOrder(first.orderId)).filter(({ status }) => status === 'BACKORDERED')
    : [first];
  const servings: Serving[] = [];
  for (const row of rows) {
    const level = await deps.stockLevels.get(row);
    if (!level || onSale(level) < row.quantity) return undefined;
    // Of an order that is served as a whole, no line overtakes who has waited longer for its product.
    const isFirst = stockKey(row) === stockKey(first) || (await firstWaiting(deps, row))?.orderId === row.orderId;
    if (!isFirst) return undefined;
    servings.push({ row, level, expiresAt: expiryOf(await deps.products.get(row.productId), now) });
  }
  return servings;
};

/** Told until it was sent: only then does the line leave the index of what waits. */
const tellServed = async (deps: Deps, rows: Reservation[]): Promise<void> => {
  const reserved = rows.filter(({ status }) => status === 'RESERVED');
  await deps.send(reserved.map((row) => ({ type: 'stock-reserved', detail: reservedDetail(row) })));
  for (const row of rows) await deps.reservations.noteServed(row, deps.clock());
};

/** A cancellation that is on its way ends these lines and tells it; until then they must not hold up who comes after. */
const release = async (deps: Deps, rows: Reservation[]): Promise<void> => {
  for (const row of rows) {
    const level = await deps.stockLevels.get(row);
    if (level) await deps.settling.commit(row, level, SETTLEMENTS['order-cancelled'], deps.clock());
  }
};

/**
 * Reserves for the orders that wait for a stock level, who has waited longest first, as far as its stock goes. One that
 * does not fit holds up those behind it: otherwise large orders would wait for ever.
 */
export const serveBackorders =
  (deps: Deps) =>
  async ({ productId, locationId }: StockKey): Promise<{ served: number }> => {
    const level = { productId, locationId };
    let served = 0;
    for (let tries = 1; tries <= MAX_TRIES && served < MAX_ORDERS; tries += 1) {
      const first = await firstWaiting(deps, level);
      if (!first) {
        const { backordered = 0 } = (await deps.stockLevels.get(level)) ?? {};
        if (backordered > 0) throw new BackorderNotVisible(`${backordered} units of ${productId} are waited for.`);
        break;
      }
      if (first.status !== 'BACKORDERED') {
        await tellServed(deps, [first]);
        continue;
      }
      const now = deps.clock();
      const servings = await servingsOf(deps, first, now);
      if (!servings) break;
      const outcome = await deps.transaction.commit(servings, now);
      if (outcome === 'served') {
        await tellServed(
          deps,
          servings.map(({ row }) => ({ ...row, status: 'RESERVED' })),
        );
        served += 1;
      } else if (outcome === 'changed') await deps.pause(fullJitter(Math.min(tries, 4), 10));
      else await release(deps, outcome);
    }
    return { served };
  };
