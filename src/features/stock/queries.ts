import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { type Page, request, type StockLevel, type StockMovement } from '../../lib/api-client.ts';
import { readPages } from '../../lib/read-pages.ts';

export const MOST_STOCK_LEVELS = 1000;

const STOCK_LEVELS = /* GraphQL */ `
  query StockLevels($locationId: ID!, $nextToken: String) {
    stockLevelsByLocation(locationId: $locationId, limit: 500, nextToken: $nextToken) {
      items {
        productId locationId available reserved reorderPoint status openPurchaseOrderId
        coolDownUntil coolDownBelow version createdAt updatedAt
      }
      nextToken
    }
  }
`;

export const MOVEMENT_FIELDS = /* GraphQL */ `
  productId movementId locationId availableDelta reservedDelta availableAfter reservedAfter
  cause causeId actor reason note reverses createdAt updatedAt
`;

const LEDGER = /* GraphQL */ `
  query Ledger($productId: ID!, $nextToken: String) {
    listStockMovements(productId: $productId, sortDirection: DESC, limit: 100, nextToken: $nextToken) {
      items { ${MOVEMENT_FIELDS} }
      nextToken
    }
  }
`;

export const stockLevelsQuery = queryOptions({
  queryKey: ['StockLevel', DEFAULT_LOCATION],
  queryFn: () =>
    readPages(
      (nextToken) => request<Page<StockLevel>>(STOCK_LEVELS, { locationId: DEFAULT_LOCATION, nextToken }),
      MOST_STOCK_LEVELS,
    ),
});

/** A product's ledger, newest first, a hundred entries a page. */
export const ledgerQuery = (productId: string) =>
  infiniteQueryOptions({
    queryKey: ['StockMovement', productId],
    queryFn: ({ pageParam }) => request<Page<StockMovement>>(LEDGER, { productId, nextToken: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextToken ?? null,
  });
