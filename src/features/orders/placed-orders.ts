import type { Reservation } from '../../lib/api-client.ts';
import type { Word } from '../../lib/words.ts';

export type PlacedOrder = { orderId: string; placedAt: number };
export type Outcome = Reservation['status'] | 'WAITING';
export type TrackedOrder = PlacedOrder & { outcome: Outcome; reservation: Reservation | undefined };

export const WAITING: Word = { label: 'Waiting', tone: 'muted' };

/** Each placed order with what became of it; an order without an outcome still waits. */
export function trackOrders(placed: readonly PlacedOrder[], outcomes: Iterable<Reservation>): TrackedOrder[] {
  const known = new Map<string, Reservation>();
  for (const reservation of outcomes) known.set(reservation.orderId, reservation);
  return placed.map((order) => {
    const reservation = known.get(order.orderId);
    return { ...order, reservation, outcome: reservation?.status ?? 'WAITING' };
  });
}

export function countOutcomes(orders: readonly TrackedOrder[]): Record<Outcome, number> {
  const counts = { RESERVED: 0, UNAVAILABLE: 0, REJECTED: 0, WAITING: 0 };
  for (const { outcome } of orders) counts[outcome] += 1;
  return counts;
}

/** "18 of 20 done: 15 reserved, 3 unavailable." */
export function describeOutcomes(counts: Record<Outcome, number>): string {
  const done = counts.RESERVED + counts.UNAVAILABLE + counts.REJECTED;
  const parts = [];
  if (counts.RESERVED > 0) parts.push(`${counts.RESERVED} reserved`);
  if (counts.UNAVAILABLE > 0) parts.push(`${counts.UNAVAILABLE} unavailable`);
  if (counts.REJECTED > 0) parts.push(`${counts.REJECTED} rejected`);
  const detail = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  return `${done} of ${done + counts.WAITING} done${detail}.`;
}
