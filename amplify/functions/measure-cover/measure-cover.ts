import { type StockKey, stockKey } from '../../domain/stock-key.ts';
import { coverOf, dayOf, firstDayOfUse, type StockCover, type StockDay } from '../../domain/stock-use.ts';

type Level = StockKey & { available: number; updatedAt: string };

type Deps = {
  levels: { pages(): AsyncIterable<Level[]> };
  days: { since(key: string, firstDay: string): Promise<StockDay[]> };
  covers: {
    /** When each stock level was measured last, by its key. */
    measuredAt(): Promise<Map<string, string>>;
    put(cover: StockCover): Promise<void>;
  };
  now: () => string;
};

/** So many are measured side by side. */
const AT_ONCE = 25;
/** A change reaches the counts of its day a moment after the stock level: one that is so young is looked at again. */
const SETTLED_AFTER_MS = 10 * 60_000;

/** A stock level is measured again when it has changed, and once a day, because the days that count are others then. */
function isDue({ updatedAt }: Level, measuredAt: string | undefined, now: string): boolean {
  if (!measuredAt || dayOf(measuredAt) !== dayOf(now)) return true;
  return Date.parse(updatedAt) > Date.parse(measuredAt) - SETTLED_AFTER_MS;
}

/** Measures how long stock lasts, where it may have become another time. */
export const measureCover =
  ({ levels, days, covers, now }: Deps) =>
  async (): Promise<{ measured: number }> => {
    const at = now();
    const firstDay = firstDayOfUse(at);
    const known = await covers.measuredAt();
    let measured = 0;
    for await (const page of levels.pages()) {
      const due = page.filter((level) => isDue(level, known.get(stockKey(level)), at));
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const measure = async (level: Level) =>
          covers.put(coverOf(level, await days.since(stockKey(level), firstDay), at));
        await Promise.all(due.slice(from, from + AT_ONCE).map(measure));
      }
      measured += due.length;
    }
    return { measured };
  };
