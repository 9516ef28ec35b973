import { stockKey } from '../../../amplify/domain/stock-key.ts';
import type { StockCover } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';

export type CoverRow = {
  productId: string;
  locationId: string;
  days: number;
  perDay: number;
  /** Of the preferred supplier, where it is known. */
  leadTimeDays: number | undefined;
  /** It runs out before an order of today would be here. */
  short: boolean;
  /** Of the bar's whole length, from 0 to 1, as is the lead time's mark. */
  share: number;
  leadShare: number | undefined;
};

/** What lasts for longer than this needs nobody: its bar is as long, or it would make all others dots. */
const LONGEST_BAR_DAYS = 28;

/**
 * At most so many rows with what is available now: it is measured every five minutes, and moves with every order. What runs out
 * first is first; equal ones in order of their stock level.
 */
export function coverRows(
  covers: readonly StockCover[],
  available: (productId: string, locationId: string) => number | undefined,
  leadTimeDays: (productId: string) => number | undefined,
  atMost: number,
): CoverRow[] {
  const rows = covers
    .filter(({ perDay }) => perDay > 0)
    .map(({ productId, locationId, perDay, available: measured }) => {
      const days = Math.max(0, available(productId, locationId) ?? measured) / perDay;
      const lead = leadTimeDays(productId);
      return { productId, locationId, perDay, days, leadTimeDays: lead, short: lead !== undefined && days < lead };
    })
    .sort((left, right) => left.days - right.days || stockKey(left).localeCompare(stockKey(right)))
    .slice(0, atMost);
  const longest = Math.max(1, ...rows.flatMap(({ days, leadTimeDays: lead }) => [days, lead ?? 0]));
  const scale = Math.min(longest, LONGEST_BAR_DAYS);
  const shareOf = (amount: number) => Math.min(1, amount / scale);
  return rows.map((row) => ({
    ...row,
    share: shareOf(row.days),
    leadShare: row.leadTimeDays === undefined ? undefined : shareOf(row.leadTimeDays),
  }));
}

/** "3.4 days", "less than a day": no more digits than the estimate is good for. */
export function coverWords(days: number): string {
  const { days: words, under } = messages.stockUse.cover;
  if (days === 0) return words(0);
  if (days < 1) return under;
  return words(days < 10 ? Math.round(days * 10) / 10 : Math.round(days));
}

/** The list in one sentence. */
export function describeCover(rows: readonly CoverRow[], name: (productId: string) => string): string {
  const { first, none, enough, shortCount } = messages.stockUse.cover;
  const [soonest] = rows;
  if (!soonest) return none;
  const short = rows.filter((row) => row.short).length;
  return `${first(name(soonest.productId), coverWords(soonest.days))} ${short === 0 ? enough : shortCount(short)}`;
}

export const perDayWords = (perDay: number): string =>
  formatNumber(perDay < 10 ? Math.round(perDay * 10) / 10 : Math.round(perDay));
