import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ReservationStatus } from '../../../amplify/domain/vocabulary.ts';
import { type Page, type Reservation, request } from '../../lib/api-client.ts';
import { eachPage } from '../../lib/read-pages.ts';

export const RESERVATION_FIELDS = /* GraphQL */ `
  orderId productId locationId quantity status reason availableQuantity deliveries redeliveredAt expiresAt servedAt settledAt refusal
  createdAt updatedAt
`;

const HISTORY = /* GraphQL */ `
  query ReservationHistory($productId: ID, $status: ReservationStatus, $limit: Int, $cursor: String) {
    reservationHistory(productId: $productId, status: $status, limit: $limit, cursor: $cursor) {
      items { ${RESERVATION_FIELDS} }
      cursor
    }
  }
`;

const BY_ORDER = /* GraphQL */ `
  query ReservationsOfOrder($orderId: ID!) {
    listReservations(orderId: $orderId, limit: 20) {
      items { ${RESERVATION_FIELDS} }
    }
  }
`;

export type HistoryFilter = { productId?: string; status?: ReservationStatus };
/** The most that the history answers at once. */
const EXPORT_PAGE = 200;
type HistoryPage = { items: Reservation[]; cursor?: string | null };

/** Every outcome of a filter, or of one order, newest first. */
export async function* everyReservation({ orderId, ...filter }: HistoryFilter & { orderId?: string }) {
  if (orderId) yield await reservationsOfOrder(orderId);
  else
    yield* eachPage(async (cursor) => {
      const page = await request<HistoryPage>(HISTORY, { ...filter, limit: EXPORT_PAGE, cursor });
      return { items: page.items, nextToken: page.cursor };
    });
}

/** Outcomes of orders, newest first, by cursor. */
export const reservationHistoryQuery = (filter: HistoryFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['Reservation', 'history', filter, limit],
    queryFn: ({ pageParam }) => request<HistoryPage>(HISTORY, { ...filter, limit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor ?? null,
  });

export const reservationsOfOrder = async (orderId: string) =>
  (await request<Page<Reservation>>(BY_ORDER, { orderId })).items;

export const orderQuery = (orderId: string) =>
  queryOptions({ queryKey: ['Reservation', 'order', orderId], queryFn: () => reservationsOfOrder(orderId) });
