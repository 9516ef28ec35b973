import { firstDayOfUse } from '../../../amplify/domain/stock-use.ts';
import type { StockDay } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';

/** `at` is the day's start, in epoch milliseconds. What goes out is below zero: the bars stand on either side of the line. */
export type DayBar = { at: number; received: number; returned: number; taken: number };

const DAY_MS = 86_400_000;

/** Every day of the last four weeks until `now`, oldest first, empty ones included: a gap is a fact too. */
export function dayBars(days: readonly StockDay[], now: number): DayBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const bars: DayBar[] = [];
  for (let at = Date.parse(firstDayOfUse(new Date(now).toISOString())); at <= now; at += DAY_MS) {
    const counted = byDay.get(new Date(at).toISOString().slice(0, 10));
    const { received = 0, returned = 0, taken = 0 } = counted ?? {};
    bars.push({ at, received, returned, taken: taken === 0 ? 0 : -taken });
  }
  return bars;
}

/** The chart in one sentence. */
export function describeDays(bars: readonly DayBar[]): string {
  const sum = (of: (bar: DayBar) => number) => bars.reduce((total, bar) => total + of(bar), 0);
  const taken = -sum((bar) => bar.taken);
  const received = sum((bar) => bar.received);
  const returned = sum((bar) => bar.returned);
  const { inAndOut } = messages.stockUse;
  if (taken + received + returned === 0) return inAndOut.nothing;
  return inAndOut.summary(formatNumber(taken), formatNumber(received), formatNumber(returned));
}
