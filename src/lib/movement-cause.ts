import { RESERVATION_CAUSES } from '../../amplify/domain/vocabulary.ts';
import type { StockMovement } from './api-client.ts';
import { ADJUSTMENT_REASON, MOVEMENT_CAUSE } from './words.ts';

/** Where a cause can be seen: an order's reservations, or a purchase order. */
export type CauseLink = { orderId: string; more: number } | { purchaseOrderId: string };

const isOfOrders = ({ cause }: Pick<StockMovement, 'cause'>) => RESERVATION_CAUSES.some((known) => known === cause);

/** What is for several orders names the first, and how many more. */
export function ordersOf(causeId: string): { orderId: string; more: number } {
  const [, first, more] = /^(.+)\+(\d+)$/.exec(causeId) ?? [];
  return { orderId: first ?? causeId, more: Number(more ?? 0) };
}

/** Undefined where the entry itself is all there is. */
export function causeLink(movement: Pick<StockMovement, 'cause' | 'causeId'>): CauseLink | undefined {
  const { cause, causeId } = movement;
  if (cause === 'PURCHASE_ORDER') return { purchaseOrderId: causeId };
  return isOfOrders(movement) ? ordersOf(causeId) : undefined;
}

/** The cause in words, with the reason and the text of an adjustment. */
export function causeWords({ cause, reason, note }: Pick<StockMovement, 'cause' | 'reason' | 'note'>): string {
  const why = [reason && ADJUSTMENT_REASON[reason], note].filter(Boolean).join(', ');
  return why ? `${MOVEMENT_CAUSE[cause]}: ${why}` : MOVEMENT_CAUSE[cause];
}
