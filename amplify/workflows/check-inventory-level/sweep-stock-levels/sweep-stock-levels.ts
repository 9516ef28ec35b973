import type { StockLevelTable } from '../../../tables/stock-level-table.ts';
import type { CheckWorkflow } from '../poller/poll-stock-changes.ts';

type Deps = { stockLevels: Pick<StockLevelTable, 'lowWithoutOrder'>; workflow: CheckWorkflow };

/** A run of the workflow looks at so many stock levels. */
const LEVELS_PER_RUN = 100;

export class SweepIncomplete extends Error {
  override name = 'SweepIncomplete';
}

/** Looks again at low stock without a purchase order, at every location, so that nothing depends on one record of a stream. */
export const sweepStockLevels =
  ({ stockLevels, workflow }: Deps) =>
  async (): Promise<{ checked: number }> => {
    let checked = 0;
    const failed: string[] = [];
    for await (const page of stockLevels.lowWithoutOrder()) {
      for (let at = 0; at < page.length; at += LEVELS_PER_RUN) {
        const levels = page
          .slice(at, at + LEVELS_PER_RUN)
          .map(({ productId, locationId }) => ({ productId, locationId, rose: false }));
        failed.push(...(await workflow({ levels })).failed);
        checked += levels.length;
      }
    }
    if (failed.length > 0) throw new SweepIncomplete(`${failed.length} stock levels could not be checked.`);
    return { checked };
  };
