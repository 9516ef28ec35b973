import type { StockMovement } from '../../amplify/domain/models.ts';
import { stockKey } from '../../amplify/domain/stock-key.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';

const DAY = 86_400_000;
const WEEKS = 3;

/** What the sample products sell on a day of the middle of the week. */
const USUAL = { laptop: 3, mouse: 9, keyboard: 7, monitor: 4, chair: 2, desk: 1, tv: 1 } as const;
/** Sunday first. */
const WEEKDAYS = [0.4, 1.1, 1, 1, 1.2, 1.3, 0.6];

type DayRow = { stockKey: string; day: string; taken: number; returned: number; received: number };

/** Whole weeks before today for the sample products, the same on every run. */
function sampleDays(now: number): DayRow[] {
  return Object.entries(USUAL).flatMap(([productId, usual], place) =>
    Array.from({ length: WEEKS * 7 }, (_, back) => {
      const at = new Date(now - (back + 1) * DAY);
      const wave = 1 + 0.3 * Math.sin(back * 1.3 + place);
      const taken = Math.round(usual * (WEEKDAYS[at.getUTCDay()] ?? 1) * wave);
      return {
        stockKey: stockKey({ productId, locationId: DEFAULT_LOCATION }),
        day: at.toISOString().slice(0, 10),
        taken,
        returned: back % 9 === 4 ? Math.min(taken, 1) : 0,
        received: back % 10 === 6 ? usual * 9 : 0,
      };
    }),
  );
}

/** The days of one product, as the publisher would have counted them from its ledger. */
function daysOf(movements: readonly { at: string; model: StockMovement }[]): DayRow[] {
  const days = new Map<string, DayRow>();
  for (const { at, model } of movements) {
    const day = at.slice(0, 10);
    const row = days.get(day) ?? { stockKey: stockKey(model), day, taken: 0, returned: 0, received: 0 };
    if (model.cause === 'ORDER') row.taken -= model.availableDelta;
    if (model.cause === 'PURCHASE_ORDER') row.received += model.availableDelta;
    days.set(day, row);
  }
  return [...days.values()];
}

/** Rows of the table of days, for what a shop has sold in the last weeks. */
export function weeksOfUse(movements: readonly { at: string; model: StockMovement }[], now: number) {
  const at = new Date(now).toISOString();
  return [...sampleDays(now), ...daysOf(movements)].map((row) => ({
    ...row,
    __typename: 'StockDay',
    createdAt: at,
    updatedAt: at,
  }));
}
