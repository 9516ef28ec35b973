import { queryOptions } from '@tanstack/react-query';
import { movementId } from '../../../amplify/domain/rows.ts';
import { type Page, type PurchaseOrder, type RecordedReservation, request } from '../../lib/api-client.ts';
import { ordersOf } from '../../lib/movement-cause.ts';
import { eachPage } from '../../lib/read-pages.ts';
import { crossingOf, type Entry, riseBefore, servedFrom } from './chain.ts';

const ENTRIES = /* GraphQL */ `
  query LedgerAround(
    $productId: ID!, $movementId: ModelIDKeyConditionInput!, $sortDirection: ModelSortDirection!, $nextToken: String
  ) {
    listStockMovements(
      productId: $productId, movementId: $movementId, sortDirection: $sortDirection, limit: 100, nextToken: $nextToken
    ) {
      items {
        movementId locationId cause causeId actor reason note availableDelta availableAfter createdAt
      }
      nextToken
    }
  }
`;

const RAISED_SINCE = /* GraphQL */ `
  query RaisedSince($productId: ID!, $since: String!) {
    purchaseOrdersByProduct(productId: $productId, requestedAt: { ge: $since }, sortDirection: ASC, limit: 20) {
      items { purchaseOrderId locationId status reason causeId requestedAt reorderPointAtRequest }
    }
  }
`;

type Where = { le?: string; lt?: string; ge?: string };

const entries = (productId: string, where: Where, sortDirection: 'ASC' | 'DESC') =>
  eachPage((nextToken) => request<Page<Entry>>(ENTRIES, { productId, movementId: where, sortDirection, nextToken }));

type Raised = Pick<
  PurchaseOrder,
  'purchaseOrderId' | 'locationId' | 'status' | 'reason' | 'causeId' | 'requestedAt' | 'reorderPointAtRequest'
>;

/** An entry's id begins with its instant, and goes on with a `#`: `~` is behind all of an instant. */
const until = (instant: string): Where => ({ le: `${instant}~` });

const crossing = (productId: string, order: Omit<Raised, 'status' | 'reason' | 'causeId' | 'purchaseOrderId'>) =>
  crossingOf(entries(productId, until(order.requestedAt), 'DESC'), order);

/** What took the stock so low that the order was raised. It happened before, so it is read once. */
export const crossingQuery = (order: PurchaseOrder) =>
  queryOptions({
    queryKey: ['StockMovement', order.productId, 'crossing', order.purchaseOrderId],
    queryFn: () => crossing(order.productId, order),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The orders that had waited for its goods, from the first receipt on; `quantityReceived` makes a new one a new question. */
export const servedQuery = (order: PurchaseOrder, firstReceivedAt: string | undefined) => {
  const { purchaseOrderId, productId, locationId, quantityReceived } = order;
  return queryOptions({
    queryKey: ['StockMovement', productId, 'served', purchaseOrderId, quantityReceived],
    enabled: firstReceivedAt !== undefined,
    queryFn: () => {
      const ge = movementId({ cause: 'PURCHASE_ORDER', causeId: purchaseOrderId, locationId }, firstReceivedAt ?? '');
      return servedFrom(entries(productId, { ge }, 'ASC'), { purchaseOrderId, locationId });
    },
    placeholderData: (before) => before,
  });
};

/** The next order that was raised there, if it is this line that it was raised for. */
async function raisedFor(line: RecordedReservation): Promise<Raised | undefined> {
  const { orderId, productId, locationId, createdAt, movementId: own } = line;
  const { items } = await request<Page<Raised>>(RAISED_SINCE, { productId, since: createdAt });
  const next = items.find((order) => order.locationId === locationId && order.reason !== 'MANUAL');
  if (!next) return undefined;
  if (next.causeId && ordersOf(next.causeId).orderId === orderId) return next;
  if (!own || line.servedAt) return undefined;
  const found = await crossing(productId, next);
  return found.kind === 'crossed' && found.entry.movementId === own ? next : undefined;
}

const servedBy = async ({
  productId,
  locationId,
  movementId: own,
  servedAt,
}: RecordedReservation): Promise<Entry | undefined> =>
  own && servedAt ? riseBefore(entries(productId, { lt: own }, 'DESC'), locationId) : undefined;

/** What an order line led to: the purchase order that it made necessary, and what it was served from if it had waited. */
export const consequenceQuery = (line: RecordedReservation) =>
  queryOptions({
    queryKey: ['PurchaseOrder', 'because of', line.orderId, line.productId, line.locationId, line.status],
    queryFn: async () => ({ raised: await raisedFor(line), rise: await servedBy(line) }),
  });
