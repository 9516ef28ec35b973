import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { Figure, ROWS_OF_A_FIGURE } from '../../components/figure.tsx';
import { Panel } from '../../components/panel.tsx';
import { Ready } from '../../components/states.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatDateTime } from '../../lib/format.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { bucketRates, describeRates, RATE_RANGE_KEYS, RATE_RANGES, type RateRange, windowsOf } from './order-rate.ts';
import { orderRatesQuery } from './queries.ts';

const OrderRateChart = lazy(() => import('./order-rate-chart.tsx'));

const KEYS = [
  { label: 'Reserved', colour: 'var(--chart-a)' },
  { label: 'Unavailable', colour: 'var(--chart-b)' },
  { label: 'Rejected', colour: 'var(--chart-c)' },
];

const always = () => true;

/** The counters of a range with the changes since they were read, in buckets. */
export function useOrderRates(range: RateRange) {
  const query = useQuery(orderRatesQuery(range, () => windowsOf(Date.now(), RATE_RANGES[range].minutes)));
  const live = useLive('OrderRate');
  const now = useNow();
  const buckets = useMemo(
    () => bucketRates(mergeRows('OrderRate', query.data ?? [], live, always), range, now),
    [query.data, live, range, now],
  );
  return { query, buckets };
}

export function OrderRatePanel({ range, onRange }: { range: RateRange; onRange: (range: RateRange) => void }) {
  const { query, buckets } = useOrderRates(range);
  return (
    <Panel
      title="Orders over time"
      actions={
        <NativeSelect
          aria-label="Time range"
          value={range}
          onChange={(event) => onRange(event.currentTarget.value as RateRange)}
          data={RATE_RANGE_KEYS.map((value) => ({ value, label: RATE_RANGES[value].label }))}
        />
      }
    >
      <Ready query={query} label="orders over time" rows={ROWS_OF_A_FIGURE}>
        <Figure
          summary={describeRates(buckets, range)}
          keys={KEYS}
          chart={<OrderRateChart buckets={buckets} />}
          table={{
            caption: 'Orders over time',
            columns: ['From', 'Reserved', 'Unavailable', 'Rejected'],
            rows: buckets
              .toReversed()
              .map((bucket) => [formatDateTime(bucket.at), bucket.reserved, bucket.unavailable, bucket.rejected]),
          }}
        />
      </Ready>
    </Panel>
  );
}
