import { RESERVATION_STATUSES, type ReservationStatus } from '../../../amplify/domain/vocabulary.ts';
import type { Reservation } from '../../lib/api-client.ts';
import { oneOf, text } from '../../lib/search-params.ts';

/** What the URL of the reservations page holds. */
export type ReservationSearch = { productId?: string; status?: ReservationStatus; orderId?: string };

export function parseReservationSearch(search: Record<string, unknown>): ReservationSearch {
  return {
    productId: text(search.productId),
    status: oneOf(search.status, RESERVATION_STATUSES),
    orderId: text(search.orderId),
  };
}

export function fits(reservation: Reservation, { productId, status, orderId }: ReservationSearch): boolean {
  if (productId && reservation.productId !== productId) return false;
  if (status && reservation.status !== status) return false;
  return !orderId || reservation.orderId === orderId;
}

/** Newest first; the order id settles ties, so the order is the same on every screen. */
export function newestFirst(left: Reservation, right: Reservation): number {
  return right.createdAt.localeCompare(left.createdAt) || right.orderId.localeCompare(left.orderId);
}
