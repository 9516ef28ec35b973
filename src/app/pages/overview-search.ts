import { RATE_RANGE_KEYS, type RateRange } from '../../features/orders/order-rate.ts';
import { oneOf } from '../../lib/search-params.ts';

export type OverviewSearch = { range?: RateRange };

export function parseOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  return { range: oneOf(search.range, RATE_RANGE_KEYS) };
}
