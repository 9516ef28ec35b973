import type { PurchaseOrder, StockMovement } from '../../lib/api-client.ts';
import { formatDateTime, formatNumber } from '../../lib/format.ts';

/** What was on hand from `at` (epoch milliseconds) until the next point. */
export type StockPoint = { at: number; onHand: number; available: number };
export type StockMarker = { at: number; label: string };

const byTime = (left: StockMovement, right: StockMovement) =>
  left.createdAt.localeCompare(right.createdAt) || left.movementId.localeCompare(right.movementId);

/** The balance after every entry of the ledger, oldest first, held until `now`. */
export function stockSeries(movements: readonly StockMovement[], now: number): StockPoint[] {
  const points = [...movements].sort(byTime).map((movement) => ({
    at: Date.parse(movement.createdAt),
    onHand: movement.availableAfter + movement.reservedAfter,
    available: movement.availableAfter,
  }));
  const last = points.at(-1);
  return last ? [...points, { ...last, at: Math.max(now, last.at) }] : [];
}

/** When purchase orders were raised and decided, within the time that the series covers. */
export function purchaseOrderMarkers(orders: readonly PurchaseOrder[], series: readonly StockPoint[]): StockMarker[] {
  const first = series[0]?.at ?? Number.POSITIVE_INFINITY;
  return orders
    .flatMap((order) => [
      { at: Date.parse(order.requestedAt), label: 'raised' },
      ...(order.decidedAt
        ? [{ at: Date.parse(order.decidedAt), label: order.status === 'REJECTED' ? 'rejected' : 'approved' }]
        : []),
    ])
    .filter((marker) => marker.at >= first)
    .sort((left, right) => left.at - right.at);
}

/** The chart in one sentence. */
export function describeSeries(series: readonly StockPoint[], reorderPoint: number | undefined): string {
  const [first] = series;
  const last = series.at(-1);
  if (!first || !last) return 'No stock movements yet.';
  const low = Math.min(...series.map((point) => point.available));
  const line = reorderPoint === undefined ? '' : `, reorder point ${formatNumber(reorderPoint)}`;
  return `Since ${formatDateTime(first.at)}: ${formatNumber(last.available)} available now, ${formatNumber(low)} at the lowest${line}.`;
}
