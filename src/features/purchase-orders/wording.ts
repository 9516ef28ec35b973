import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatMoney, formatNumber, formatRelative } from '../../lib/format.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';

/** Why it was raised, in numbers: "3 available, reorder point 5". */
export function whyRaised(order: PurchaseOrder): string {
  const parts = [];
  if (order.availableAtRequest != null) parts.push(`${formatNumber(order.availableAtRequest)} available`);
  if (order.reorderPointAtRequest != null) parts.push(`reorder point ${formatNumber(order.reorderPointAtRequest)}`);
  return parts.join(', ');
}

/** What approving it would cost; undefined when the product has no price. */
export function totalCost(order: PurchaseOrder): string | undefined {
  if (order.unitCost == null || order.currency == null) return undefined;
  return formatMoney(order.unitCost * order.quantity, order.currency);
}

/** What several orders come to, by currency: "€1,234.00 + $80.00". Orders without a price are not in it. */
export function totalsOf(orders: readonly PurchaseOrder[]): string {
  const totals = new Map<string, number>();
  for (const { currency, unitCost, quantity } of orders)
    if (currency && unitCost != null) totals.set(currency, (totals.get(currency) ?? 0) + unitCost * quantity);
  return [...totals].map(([currency, amount]) => formatMoney(amount, currency)).join(' + ');
}

/** "25 × Laptop for $21,225.00 from Northwind". */
export function restate(order: PurchaseOrder, name: string): string {
  const supplier = order.supplierName;
  const cost = totalCost(order);
  return `${formatNumber(order.quantity)} × ${name}${cost ? ` for ${cost}` : ''}${supplier ? ` from ${supplier}` : ''}`;
}

/** "4 of 10" while it comes in parts. */
export function howMuchCame({ quantity, quantityReceived }: PurchaseOrder): string {
  return `${formatNumber(quantityReceived ?? 0)} of ${formatNumber(quantity)}`;
}

/** What the decision was, whatever has become of the order since. */
export function decisionWord({ status, decidedBy }: PurchaseOrder): string {
  return decidedBy && status !== 'REJECTED' ? PURCHASE_ORDER.APPROVED.label : PURCHASE_ORDER[status].label;
}

/** Whether two people have to approve it. */
export const needsTwo = ({ approvalsNeeded }: PurchaseOrder): boolean => approvalsNeeded === 2;

/** Why this person cannot decide it, though others can. The backend knows them by more than their name. */
export function whyNotYou({ requestedBy, firstApprovedBy }: PurchaseOrder, name: string): string | undefined {
  if (requestedBy === name) return 'You requested it: somebody else has to decide.';
  return firstApprovedBy === name ? 'You have approved it: a second approver has to decide too.' : undefined;
}

/** Who decided it, in a sentence: "Approved by ana@example.com 12 sec. ago". */
export function whoDecided(order: PurchaseOrder, now: number): string {
  const label = decisionWord(order);
  const who = order.decidedBy ?? (order.status === 'CANCELLED' ? order.closedBy : undefined);
  const by = who ? ` by ${who}` : '';
  const at = order.decidedAt ?? order.closedAt;
  return `${label}${by}${at ? ` ${formatRelative(at, now)}` : ''}`;
}
