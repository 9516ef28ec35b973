import type { StockCheck } from '../../../domain/stock-change.ts';
import { stockKey } from '../../../domain/stock-key.ts';
import type { ReservationTable } from '../../../tables/reservation-table.ts';
import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { CheckWorkflow } from '../poller/poll-stock-changes.ts';

type Deps = {
  stockLevels: Pick<StockLevelTable, 'lowWithoutOrder'>;
  reservations: Pick<ReservationTable, 'waitedFor'>;
  workflow: CheckWorkflow;
};

/** A run of the workflow looks at so many stock levels. */
const LEVELS_PER_RUN = 100;

export class SweepIncomplete extends Error {
  override name = 'SweepIncomplete';
}

/** Each stock level once, page by page: what is low without a purchase order, and what orders wait for. */
async function* levelsToCheck({ stockLevels, reservations }: Deps): AsyncIterable<StockCheck[]> {
  const seen = new Set<string>();
  const unseen = (check: StockCheck): boolean => !seen.has(stockKey(check)) && Boolean(seen.add(stockKey(check)));
  for await (const page of reservations.waitedFor()) {
    yield page.map(({ productId, locationId }) => ({ productId, locationId, rose: true })).filter(unseen);
  }
  for await (const page of stockLevels.lowWithoutOrder()) {
    yield page.map(({ productId, locationId }) => ({ productId, locationId, rose: false })).filter(unseen);
  }
}

/** Looks again at every location, so that nothing depends on one record of a stream. */
export const sweepStockLevels = (deps: Deps) => async (): Promise<{ checked: number }> => {
  let checked = 0;
  const failed: string[] = [];
  for await (const page of levelsToCheck(deps)) {
    for (let at = 0; at < page.length; at += LEVELS_PER_RUN) {
      const levels = page.slice(at, at + LEVELS_PER_RUN);
      failed.push(...(await deps.workflow({ levels })).failed);
      checked += levels.length;
    }
  }
  if (failed.length > 0) throw new SweepIncomplete(`${failed.length} stock levels could not be checked.`);
  return { checked };
};
