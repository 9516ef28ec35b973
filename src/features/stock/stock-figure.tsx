import { lazy, useMemo } from 'react';
import { Figure, ROWS_OF_A_FIGURE } from '../../components/figure.tsx';
import { Ready } from '../../components/states.tsx';
import { useNow } from '../../components/use-now.ts';
import type { PurchaseOrder, StockLevel } from '../../lib/api-client.ts';
import { formatDateTime } from '../../lib/format.ts';
import { describeSeries, purchaseOrderMarkers, stockSeries } from './stock-series.ts';
import { useLedger } from './use-ledger.ts';

const StockChart = lazy(() => import('./stock-chart.tsx'));

const KEYS = [
  { label: 'Available', colour: 'var(--chart-a)' },
  { label: 'On hand', colour: 'var(--ink-soft)' },
  { label: 'Reorder point', colour: 'var(--warn)', dashed: true },
  { label: 'Purchase order raised or decided', colour: 'var(--line-strong)' },
];

type Props = { productId: string; level: StockLevel | undefined; purchaseOrders: readonly PurchaseOrder[] };

export function StockFigure({ productId, level, purchaseOrders }: Props) {
  const { query, movements: all } = useLedger(productId);
  const locationId = level?.locationId;
  const movements = useMemo(() => all.filter((entry) => entry.locationId === locationId), [all, locationId]);
  const now = useNow();
  const series = useMemo(() => stockSeries(movements, now), [movements, now]);
  const markers = useMemo(
    () =>
      purchaseOrderMarkers(
        purchaseOrders.filter((order) => order.locationId === locationId),
        series,
      ),
    [purchaseOrders, series, locationId],
  );
  return (
    <Ready query={query} label="stock over time" rows={ROWS_OF_A_FIGURE}>
      <Figure
        summary={describeSeries(series, level?.reorderPoint)}
        keys={KEYS}
        chart={<StockChart series={series} markers={markers} reorderPoint={level?.reorderPoint} />}
        table={{
          caption: 'Stock over time',
          columns: ['From', 'Available', 'On hand'],
          rows: movements.map((movement) => [
            `${formatDateTime(movement.createdAt)} (${movement.causeId})`,
            movement.availableAfter,
            movement.availableAfter + movement.reservedAfter,
          ]),
        }}
      />
    </Ready>
  );
}
