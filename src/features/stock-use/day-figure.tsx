import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { Figure, ROWS_OF_A_FIGURE } from '../../components/figure.tsx';
import { Ready } from '../../components/states.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatDay, formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { dayBars, describeDays } from './day-series.ts';
import { stockDaysQuery } from './queries.ts';

const DayChart = lazy(() => import('./day-chart.tsx'));

const text = messages.stockUse.inAndOut;

const KEYS = [
  { label: text.series.received, colour: 'var(--chart-a)' },
  { label: text.series.returned, colour: 'var(--chart-d)' },
  { label: text.series.taken, colour: 'var(--chart-b)' },
];

/** What came and went of a product, day by day. */
export function DayFigure({ productId, locationId }: { productId: string; locationId: string }) {
  const query = useQuery(stockDaysQuery(productId, locationId));
  const now = useNow(60_000);
  const bars = useMemo(() => dayBars(query.data ?? [], now), [query.data, now]);
  return (
    <Ready query={query} label={text.loading} rows={ROWS_OF_A_FIGURE}>
      <Figure
        summary={describeDays(bars)}
        keys={KEYS}
        chart={<DayChart bars={bars} />}
        table={{
          caption: text.title,
          columns: [text.day, text.series.received, text.series.returned, text.series.taken],
          rows: bars
            .toReversed()
            .map(({ at, received, returned, taken }) => [
              formatDay(at),
              formatNumber(received),
              formatNumber(returned),
              formatNumber(Math.abs(taken)),
            ]),
        }}
      />
    </Ready>
  );
}
