import type { PurchasingSettings } from './queries.ts';

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
