import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Page, type PurchaseOrder, type Receipt, request } from '../../lib/api-client.ts';
import { eachPage, readPages } from '../../lib/read-pages.ts';

export const PURCHASE_ORDER_FIELDS = /* GraphQL */ `
  purchaseOrderId productId locationId quantity quantityRequested minPOAmount reason causeId status phase
  availableAtRequest reorderPointAtRequest targetLevel minimumQuantity multiple
  supplierId supplierName leadTimeDays unitCost currency requestedAt requestedBy requestNote
  deadline remindAt remindedAt approvalsNeeded approvalLimit firstApprovedAt firstApprovedBy
  decidedAt decidedBy undoUntil note orderedAt quantityReceived receiveOnApproval closedAt closedBy
  executionArn createdAt updatedAt
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

/** Every purchase order that waits, for a person or for its goods. At most one a product is open, so they are all read. */
export const openPurchaseOrdersQuery = queryOptions({
  queryKey: ['PurchaseOrder', 'open'],
  queryFn: () => readPages((nextToken) => readPhase('OPEN', 200, nextToken), 1000),
});

/** Every purchase order: those that are open first, then those that have ended, the newest first. */
export async function* everyPurchaseOrder() {
  for (const phase of ['OPEN', 'CLOSED'] as const) yield* eachPage((nextToken) => readPhase(phase, 200, nextToken));
}

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

const RECEIPTS = /* GraphQL */ `
  query ReceiptsByPurchaseOrder($purchaseOrderId: ID!, $nextToken: String) {
    receiptsByPurchaseOrder(purchaseOrderId: $purchaseOrderId, limit: 100, nextToken: $nextToken) {
      items { receiptId quantity receivedAt receivedBy }
      nextToken
    }
  }
`;

/** What came of an order, oldest first; `quantityReceived` is how much of it there is, so that a new receipt is a new question. */
export const receiptsQuery = ({ purchaseOrderId, quantityReceived }: PurchaseOrder) =>
  queryOptions({
    queryKey: ['Receipt', purchaseOrderId, quantityReceived],
    queryFn: () => readPages((nextToken) => request<Page<Receipt>>(RECEIPTS, { purchaseOrderId, nextToken }), 1000),
    placeholderData: (before) => before,
  });

const SETTINGS = /* GraphQL */ `
  query PurchasingSettings {
    getPurchasingSettings(settingsId: "purchasing") { receiveOnApproval approvalLimits { currency amount } changedBy updatedAt }
  }
`;

export type PurchasingSettings = {
  receiveOnApproval: boolean;
  approvalLimits: { currency: string; amount: number }[] | null;
  changedBy: string | null;
  updatedAt: string;
};

export const purchasingSettingsQuery = queryOptions({
  queryKey: ['PurchasingSettings'],
  queryFn: () => request<PurchasingSettings | null>(SETTINGS),
});
