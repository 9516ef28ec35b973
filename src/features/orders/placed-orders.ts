import { RESERVATION_STATUSES } from '../../../amplify/domain/vocabulary.ts';
import type { Reservation } from '../../lib/api-client.ts';
import { RESERVATION, type Word } from '../../lib/words.ts';

export type PlacedOrder = { orderId: string; placedAt: number };
export type Outcome = Reservation['status'] | 'WAITING';
export type TrackedOrder = PlacedOrder & { outcome: Outcome; reservation: Reservation | undefined };

export const WAITING: Word = { label: 'Waiting', tone: 'muted' };

/** Each line of each placed order with what became of it; an order of which none is known still waits. */
export function trackOrders(placed: readonly PlacedOrder[], outcomes: Iterable<Reservation>): TrackedOrder[] {
  const known = new Map<string, Map<string, Reservation>>();
  for (const reservation of outcomes) {
    const lines = known.get(reservation.orderId) ?? new Map<string, Reservation>();
    known.set(reservation.orderId, lines.set(reservation.productId, reservation));
  }
  return placed.flatMap((order): TrackedOrder[] => {
    const lines = known.get(order.orderId);
    if (!lines) return [{ ...order, reservation: undefined, outcome: 'WAITING' }];
    return [...lines.values()].map((reservation) => ({ ...order, reservation, outcome: reservation.status }));
  });
}

export function countOutcomes(orders: readonly TrackedOrder[]): Record<Outcome, number> {
  const outcomes: Outcome[] = [...RESERVATION_STATUSES, 'WAITING'];
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of orders) counts[outcome] += 1;
  return counts;
}

/** "18 of 20 done: 15 reserved, 3 unavailable." */
export function describeOutcomes(counts: Record<Outcome, number>): string {
  const known = RESERVATION_STATUSES.filter((status) => counts[status] > 0);
  const done = known.reduce((sum, status) => sum + counts[status], 0);
  const parts = known.map((status) => `${counts[status]} ${RESERVATION[status].label.toLowerCase()}`);
  const detail = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  return `${done} of ${done + counts.WAITING} done${detail}.`;
}
