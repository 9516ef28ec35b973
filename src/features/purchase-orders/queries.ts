import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Page, type PurchaseOrder, request } from '../../lib/api-client.ts';
import { readPages } from '../../lib/read-pages.ts';

export const PURCHASE_ORDER_FIELDS = /* GraphQL */ `
  purchaseOrderId productId locationId quantity quantityRequested minPOAmount reason status phase
  availableAtRequest reorderPointAtRequest unitCost currency requestedAt deadline
  decidedAt decidedBy note closedAt executionArn createdAt updatedAt
`;

const BY_PHASE = /* GraphQL */ `
  query PurchaseOrdersByPhase($phase: PurchaseOrderPhase!, $limit: Int, $nextToken: String) {
    purchaseOrdersByPhase(phase: $phase, sortDirection: DESC, limit: $limit, nextToken: $nextToken) {
      items { ${PURCHASE_ORDER_FIELDS} }
      nextToken
    }
  }
`;

const BY_PRODUCT = /* GraphQL */ `
  query PurchaseOrdersByProduct($productId: ID!) {
    purchaseOrdersByProduct(productId: $productId, sortDirection: DESC, limit: 50) {
      items { ${PURCHASE_ORDER_FIELDS} }
    }
  }
`;

const ONE = /* GraphQL */ `
  query PurchaseOrder($purchaseOrderId: ID!) {
    getPurchaseOrder(purchaseOrderId: $purchaseOrderId) { ${PURCHASE_ORDER_FIELDS} }
  }
`;

const readPhase = (phase: 'OPEN' | 'CLOSED', limit: number, nextToken: string | null) =>
  request<Page<PurchaseOrder>>(BY_PHASE, { phase, limit, nextToken });

/** Every purchase order that waits. At most one a product is open, so they are all read. */
export const openPurchaseOrdersQuery = queryOptions({
  queryKey: ['PurchaseOrder', 'open'],
  queryFn: () => readPages((nextToken) => readPhase('OPEN', 200, nextToken), 1000),
});

export const closedPurchaseOrdersQuery = infiniteQueryOptions({
  queryKey: ['PurchaseOrder', 'closed'],
  queryFn: ({ pageParam }) => readPhase('CLOSED', 50, pageParam),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextToken ?? null,
});

export const productPurchaseOrdersQuery = (productId: string) =>
  queryOptions({
    queryKey: ['PurchaseOrder', 'product', productId],
    queryFn: async () => (await request<Page<PurchaseOrder>>(BY_PRODUCT, { productId })).items,
  });

export const purchaseOrderQuery = (purchaseOrderId: string) =>
  queryOptions({
    queryKey: ['PurchaseOrder', 'one', purchaseOrderId],
    queryFn: () => request<PurchaseOrder | null>(ONE, { purchaseOrderId }),
  });
