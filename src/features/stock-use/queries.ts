import { queryOptions } from '@tanstack/react-query';
import { stockKey } from '../../../amplify/domain/stock-key.ts';
import { firstDayOfUse } from '../../../amplify/domain/stock-use.ts';
import { type Page, request, type StockCover, type StockDay } from '../../lib/api-client.ts';

const SOONEST = /* GraphQL */ `
  query SoonestOut($locationId: ID!, $limit: Int) {
    stockCoversByLocation(locationId: $locationId, sortDirection: ASC, limit: $limit) {
      items { productId locationId available perDay coverDays measuredAt }
    }
  }
`;

const DAYS = /* GraphQL */ `
  query StockDays($stockKey: ID!, $from: ID!) {
    listStockDays(stockKey: $stockKey, day: { ge: $from }, limit: 100) {
      items { day taken returned received }
    }
  }
`;

/** They are measured every five minutes, and nobody tells when. */
const REFETCH_MS = 60_000;

/** What runs out first at each of the locations, at the pace of the last four weeks. */
export const soonestOutQuery = (locationIds: readonly string[], limit: number) =>
  queryOptions({
    queryKey: ['StockCover', locationIds, limit],
    queryFn: async () => {
      const read = (locationId: string) => request<Page<StockCover>>(SOONEST, { locationId, limit });
      const pages = await Promise.all(locationIds.map(read));
      return pages.flatMap(({ items }) => items);
    },
    placeholderData: (before) => before,
    refetchInterval: REFETCH_MS,
  });

/** The days of the last four weeks on which something moved. */
export const stockDaysQuery = (productId: string, locationId: string) =>
  queryOptions({
    queryKey: ['StockDay', productId, locationId],
    queryFn: async () => {
      const from = firstDayOfUse(new Date().toISOString());
      const page = await request<Page<StockDay>>(DAYS, { stockKey: stockKey({ productId, locationId }), from });
      return page.items;
    },
    refetchInterval: REFETCH_MS,
  });
