import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { allLabels, axis, grid, timeOfBars, tooltip } from '../../components/chart-style.ts';
import { CHART_HEIGHT } from '../../components/figure.tsx';
import { formatDay, formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import type { DayBar } from './day-series.ts';

const { series } = messages.stockUse.inAndOut;
const amount = (value: unknown) => formatNumber(Math.abs(Number(value)));

/** What came above the line, what went below it. */
export default function DayChart({ bars }: { bars: DayBar[] }) {
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <BarChart
        data={bars}
        stackOffset="sign"
        margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={2}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis tickFormatter={formatDay} {...timeOfBars(bars)} {...axis} />
        <YAxis allowDecimals={false} {...allLabels} width={36} tickFormatter={amount} {...axis} />
        <Tooltip
          labelFormatter={(at) => formatDay(Number(at))}
          formatter={amount}
          cursor={{ fill: 'var(--muted-soft)' }}
          {...tooltip}
        />
        <ReferenceLine y={0} stroke="var(--line-strong)" />
        <Bar dataKey="received" name={series.received} stackId="day" fill="var(--chart-a)" isAnimationActive={false} />
        <Bar dataKey="returned" name={series.returned} stackId="day" fill="var(--chart-d)" isAnimationActive={false} />
        <Bar dataKey="taken" name={series.taken} stackId="day" fill="var(--chart-b)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
