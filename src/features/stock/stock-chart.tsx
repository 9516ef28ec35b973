import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { allLabels, axis, grid, tooltip } from '../../components/chart-style.ts';
import { CHART_HEIGHT } from '../../components/figure.tsx';
import { formatDateTime, formatTick } from '../../lib/format.ts';
import type { StockMarker, StockPoint } from './stock-series.ts';

type Props = { series: StockPoint[]; markers: StockMarker[]; reorderPoint: number | undefined };

const spanOf = (series: StockPoint[]) => (series.at(-1)?.at ?? 0) - (series[0]?.at ?? 0);

/** A label above its line, where no curve runs; drawn in from the edges, and none where it would lie on its neighbour's. */
function labelOf(markers: StockMarker[], index: number, series: StockPoint[]) {
  const marker = markers[index];
  const next = markers[index + 1];
  const span = spanOf(series);
  if (!marker || (next && next.at - marker.at < span * 0.12)) return undefined;
  const at = (marker.at - (series[0]?.at ?? 0)) / span;
  const dx = at > 0.94 ? -22 : at < 0.06 ? 18 : 0;
  return { value: marker.label, position: 'top' as const, dx, fontSize: 10, fill: 'var(--ink-soft)' };
}

/** Steps, not slopes: between two entries of the ledger the stock did not change. */
export default function StockChart({ series, markers, reorderPoint }: Props) {
  const span = spanOf(series);
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <LineChart data={series} margin={{ top: 16, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => formatTick(at, span)}
          minTickGap={48}
          {...axis}
        />
        <YAxis allowDecimals={false} width={36} {...allLabels} {...axis} />
        <Tooltip labelFormatter={(at) => formatDateTime(Number(at))} {...tooltip} />
        {reorderPoint === undefined ? null : (
          <ReferenceLine y={reorderPoint} stroke="var(--warn)" strokeDasharray="5 4" ifOverflow="extendDomain" />
        )}
        {markers.map((marker, index) => (
          <ReferenceLine
            key={`${marker.at}-${marker.label}`}
            x={marker.at}
            stroke="var(--line-strong)"
            label={labelOf(markers, index, series)}
          />
        ))}
        <Line
          type="stepAfter"
          dataKey="onHand"
          name="On hand"
          stroke="var(--ink-soft)"
          strokeWidth={1.2}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          type="stepAfter"
          dataKey="available"
          name="Available"
          stroke="var(--chart-a)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
