import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { allLabels, axis, grid, timeOfBars, tooltip } from '../../components/chart-style.ts';
import { CHART_HEIGHT } from '../../components/figure.tsx';
import { formatClock } from '../../lib/format.ts';
import type { RateBucket } from './order-rate.ts';

/** Outcomes over time, stacked: the height is how many orders came. */
export default function OrderRateChart({ buckets }: { buckets: RateBucket[] }) {
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <BarChart
        data={buckets}
        margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis tickFormatter={formatClock} {...timeOfBars(buckets)} {...axis} />
        <YAxis allowDecimals={false} {...allLabels} width={32} {...axis} />
        <Tooltip labelFormatter={(at) => formatClock(Number(at))} cursor={{ fill: 'var(--muted-soft)' }} {...tooltip} />
        <Bar dataKey="reserved" name="Reserved" stackId="orders" fill="var(--chart-a)" isAnimationActive={false} />
        <Bar
          dataKey="unavailable"
          name="Unavailable"
          stackId="orders"
          fill="var(--chart-b)"
          isAnimationActive={false}
        />
        <Bar dataKey="rejected" name="Rejected" stackId="orders" fill="var(--chart-c)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
