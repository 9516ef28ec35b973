import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Page, request, type StockLevel, type StockMovement } from '../../lib/api-client.ts';
import { everyLocation, locationsQuery } from '../../lib/locations.ts';
import { eachPage, readMost } from '../../lib/read-pages.ts';

/** They are filtered and sorted in the browser: as many as it does that with while somebody types. */
export const MOST_STOCK_LEVELS = 25_000;

export const STOCK_LEVEL_FIELDS = /* GraphQL */ `
  productId locationId available reserved reorderPoint status openPurchaseOrderId
  coolDownUntil coolDownBelow backordered version createdAt updatedAt
`;

const STOCK_LEVELS = /* GraphQL */ `
  query StockLevels($locationId: ID!, $nextToken: String) {
    stockLevelsByLocation(locationId: $locationId, limit: 500, nextToken: $nextToken) {
      items { ${STOCK_LEVEL_FIELDS} }
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

/** Every stock level of these locations, however many there are. */
export async function* everyStockLevel(locationIds: Iterable<string>): AsyncGenerator<StockLevel[]> {
  for (const locationId of locationIds) {
    yield* eachPage((nextToken) => request<Page<StockLevel>>(STOCK_LEVELS, { locationId, nextToken }));
  }
}

type ReadLevels = { rows: readonly StockLevel[]; complete: boolean };

export const stockLevelsQuery = queryOptions({
  queryKey: ['StockLevel', 'all'],
  queryFn: async ({ client, queryKey }): Promise<ReadLevels> => {
    const locations = everyLocation(await client.ensureQueryData(locationsQuery));
    const isFirst = client.getQueryData(queryKey) === undefined;
    // Many are read for seconds: the first time, what there is so far is shown meanwhile.
    const rows = await readMost(everyStockLevel(locations.keys()), MOST_STOCK_LEVELS, (sofar) => {
      if (isFirst) client.setQueryData<ReadLevels>(queryKey, { rows: sofar, complete: false });
    });
    return { rows, complete: true };
  },
});

const readLedger = (productId: string, nextToken: string | null) =>
  request<Page<StockMovement>>(LEDGER, { productId, nextToken });

/** The whole ledger of a product, newest first. */
export const everyMovement = (productId: string) => eachPage((nextToken) => readLedger(productId, nextToken));

/** A product's ledger, newest first, a hundred entries a page. */
export const ledgerQuery = (productId: string) =>
  infiniteQueryOptions({
    queryKey: ['StockMovement', productId],
    queryFn: ({ pageParam }) => readLedger(productId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextToken ?? null,
  });
