import { queryOptions } from '@tanstack/react-query';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { request, type StockCheck } from '../../lib/api-client.ts';

const LAST_CHECK = /* GraphQL */ `
  query LastCheck($locationId: ID!) {
    getStockCheck(locationId: $locationId) {
      checkedAt checkedBy checked differences findings { productId kind message outcome } leftOffAt
      mendedAt mendedBy mended { productId kind message outcome }
    }
  }
`;

/** It is made once a day, or by somebody else, and nobody tells when. */
const REFETCH_MS = 60_000;

/** What the last check of the books came to; null before the first. */
export const lastCheckQuery = queryOptions({
  queryKey: ['StockCheck', DEFAULT_LOCATION],
  queryFn: () => request<StockCheck | null>(LAST_CHECK, { locationId: DEFAULT_LOCATION }),
  refetchInterval: REFETCH_MS,
});
