import type { PurchasingSettings } from './queries.ts';

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** From the currency's minor unit, in which money is kept, to what people type; nothing stays nothing. */
export const wholeOf = (amount: number | undefined, currency: string): number | string =>
  amount === undefined ? '' : amount / 10 ** digitsOf(currency);

export const minorOf = (whole: number, currency: string): number => Math.round(whole * 10 ** digitsOf(currency));

/** The limit of each currency that has one, or in which somebody delivers. */
export function limitsOf(
  settings: PurchasingSettings | null,
  currencies: readonly string[],
): { currency: string; amount: number | undefined }[] {
  const limits = new Map((settings?.approvalLimits ?? []).map(({ currency, amount }) => [currency, amount]));
  return [...new Set([...currencies, ...limits.keys()])].sort().map((currency) => ({
    currency,
    amount: limits.get(currency),
  }));
}
