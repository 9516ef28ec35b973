import { RESERVATION_CAUSES } from '../../../amplify/domain/vocabulary.ts';
import type { StockMovement } from '../../lib/api-client.ts';
import { ADJUSTMENT_REASON, MOVEMENT_CAUSE } from '../../lib/words.ts';

/** Where an entry's cause can be seen: an order's reservations, or a purchase order. */
export type CauseLink = { orderId: string; more: number } | { purchaseOrderId: string };

const isOfOrders = ({ cause }: StockMovement) => RESERVATION_CAUSES.some((known) => known === cause);

/** Undefined where the entry itself is all there is. An entry for several orders names the first, and how many more. */
export function causeLink(movement: StockMovement): CauseLink | undefined {
  const { cause, causeId } = movement;
  if (cause === 'PURCHASE_ORDER') return { purchaseOrderId: causeId };
  if (!isOfOrders(movement)) return undefined;
  const [, first, more] = /^(.+)\+(\d+)$/.exec(causeId) ?? [];
  return { orderId: first ?? causeId, more: Number(more ?? 0) };
}

/** The cause in words, with the reason and the text of an adjustment. */
export function causeWords({ cause, reason, note }: StockMovement): string {
  const why = [reason && ADJUSTMENT_REASON[reason], note].filter(Boolean).join(', ');
  return why ? `${MOVEMENT_CAUSE[cause]}: ${why}` : MOVEMENT_CAUSE[cause];
}

/** The reversals among these entries, by the entry that each takes back. */
export const reversalsOf = (movements: readonly StockMovement[]): Map<string, StockMovement> =>
  new Map(movements.flatMap((movement) => (movement.reverses ? [[movement.reverses, movement]] : [])));
