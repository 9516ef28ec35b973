import type { StockKey } from './stock-key.ts';

/** What one UTC day moved of a stock level, in units; for charts and estimates, the books are the ledger. */
export type StockDay = {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Reserved for orders. */
  taken: number;
  /** Given back by orders that ended without leaving. */
  returned: number;
  /** Came for purchase orders. */
  received: number;
};

/** How long a stock level lasts at the pace of the last days. */
export type StockCover = StockKey & {
  available: number;
  /** Units a day. */
  perDay: number;
  /** Absent where nothing is used: it would last for ever. */
  coverDays?: number;
  measuredAt: string;
};

/** Four weeks: every day of the week counts the same. */
export const USE_DAYS = 28;

const DAY_MS = 86_400_000;

export const dayOf = (at: string): string => at.slice(0, 10);

/** The first day that counts at `now`. */
export const firstDayOfUse = (now: string): string =>
  dayOf(new Date(Date.parse(now) - (USE_DAYS - 1) * DAY_MS).toISOString());

/**
 * Units a day, over the time since the first of these days began: what is new is not measured against weeks in which it was
 * not sold. Less than a day counts as one.
 */
export function usePerDay(days: readonly StockDay[], now: string): number {
  const [first] = days.map(({ day }) => day).sort();
  if (!first) return 0;
  const used = days.reduce((sum, { taken, returned }) => sum + taken - returned, 0);
  const elapsed = (Date.parse(now) - Date.parse(`${first}T00:00:00.000Z`)) / DAY_MS;
  return Math.max(0, used) / Math.max(1, elapsed);
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export function coverOf(
  { productId, locationId, available }: StockKey & { available: number },
  days: readonly StockDay[],
  now: string,
): StockCover {
  const perDay = rounded(usePerDay(days, now), 4);
  const cover = { productId, locationId, available, perDay, measuredAt: now };
  return perDay > 0 ? { ...cover, coverDays: rounded(Math.max(0, available) / perDay, 2) } : cover;
}
