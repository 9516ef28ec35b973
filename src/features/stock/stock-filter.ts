import { stockKey } from '../../../amplify/domain/stock-key.ts';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import type { StockLevel } from '../../lib/api-client.ts';
import { oneOf, pageNumber, type Sort, sortOf, text } from '../../lib/search-params.ts';
import type { StockState } from '../../lib/words.ts';

export const STOCK_COLUMNS = [
  'product',
  'location',
  'available',
  'reserved',
  'onHand',
  'reorderPoint',
  'status',
] as const;
export type StockColumn = (typeof STOCK_COLUMNS)[number];

export const STOCK_FILTERS = ['ok', 'low', 'out'] as const;
export const PAGE_SIZE = 50;

/** What the URL of the stock page holds. */
export type StockSearch = {
  q?: string;
  status?: (typeof STOCK_FILTERS)[number];
  sort?: string;
  page?: number;
  /** Only what is stocked there. */
  location?: string;
  /** The product that is open … */
  product?: string;
  /** … at the location that is looked at, the default one without it. */
  at?: string;
};

export function parseStockSearch(search: Record<string, unknown>): StockSearch {
  return {
    q: text(search.q),
    status: oneOf(search.status, STOCK_FILTERS),
    sort: sortOf(search.sort, STOCK_COLUMNS) && String(search.sort),
    page: pageNumber(search.page),
    location: text(search.location),
    product: text(search.product),
    at: text(search.at),
  };
}

export function stockSort(search: StockSearch): Sort<StockColumn> {
  return sortOf(search.sort, STOCK_COLUMNS) ?? { column: 'product', descending: false };
}

export const onHand = (level: StockLevel) => level.available + level.reserved;

/** Low is at or below the reorder point: the same rule by which the backend raises a purchase order. */
export function stockState(level: StockLevel): StockState {
  if (level.status === 'OUT_OF_STOCK' || level.available <= 0) return 'OUT';
  return level.available <= level.reorderPoint ? 'LOW' : 'OK';
}

export function countStates(levels: readonly StockLevel[]): Record<StockState, number> {
  const counts = { OK: 0, LOW: 0, OUT: 0 };
  for (const level of levels) counts[stockState(level)] += 1;
  return counts;
}

const SEVERITY: Record<StockState, number> = { OUT: 0, LOW: 1, OK: 2 };

function sortValue(level: StockLevel, column: StockColumn, name: (id: string) => string): number | string {
  switch (column) {
    case 'product':
      return name(level.productId).toLocaleLowerCase();
    case 'location':
      return level.locationId;
    case 'onHand':
      return onHand(level);
    case 'status':
      return SEVERITY[stockState(level)];
    default:
      return level[column];
  }
}

/** Comparing by it is many times as fast as `localeCompare`, which finds its language anew each time. */
const collator = new Intl.Collator(undefined, { numeric: true });

function compare(left: number | string, right: number | string): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

/** The stock levels that fit the search, sorted; equal ones stay in order of their keys. */
export function selectStock(
  levels: readonly StockLevel[],
  search: StockSearch,
  name: (productId: string) => string,
): StockLevel[] {
  const wanted = search.q?.toLocaleLowerCase();
  const { column, descending } = stockSort(search);
  const direction = descending ? -1 : 1;
  return levels
    .filter(({ locationId }) => !search.location || locationId === search.location)
    .filter((level) => !search.status || stockState(level) === search.status.toUpperCase())
    .filter((level) => !wanted || `${name(level.productId)} ${level.productId}`.toLocaleLowerCase().includes(wanted))
    .sort((left, right) => {
      const order = direction * compare(sortValue(left, column, name), sortValue(right, column, name));
      return order || collator.compare(stockKey(left), stockKey(right));
    });
}

/** Which of a product's stock levels is meant: the one at that location, else at the default one, else any. */
export const levelAt = <Level extends { locationId: string }>(
  levels: readonly Level[],
  locationId: string | undefined,
): Level | undefined =>
  levels.find((level) => level.locationId === locationId) ??
  levels.find((level) => level.locationId === DEFAULT_LOCATION) ??
  levels[0];
