import { queryOptions } from '@tanstack/react-query';
import { type Page, request, type StockCheck } from '../../lib/api-client.ts';
import { MOST_LOCATIONS } from '../../lib/locations.ts';
import { readPages } from '../../lib/read-pages.ts';

const LAST_CHECKS = /* GraphQL */ `
  query LastChecks($nextToken: String) {
    listStockChecks(limit: 100, nextToken: $nextToken) {
      items {
        locationId checkedAt checkedBy checked differences findings { productId locationId kind message outcome } leftOffAt
        mendedAt mendedBy mended { productId locationId kind message outcome }
      }
      nextToken
    }
  }
`;

/** It is made once a day, or by somebody else, and nobody tells when. */
const REFETCH_MS = 60_000;

/** What the last check of the books came to, at each location; nothing before the first. */
export const lastChecksQuery = queryOptions({
  queryKey: ['StockCheck'],
  queryFn: () => readPages((nextToken) => request<Page<StockCheck>>(LAST_CHECKS, { nextToken }), MOST_LOCATIONS),
  refetchInterval: REFETCH_MS,
});
