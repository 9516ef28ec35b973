import { queryOptions } from '@tanstack/react-query';
import { type OrderRate, type Page, request, type SampleOrders } from '../../lib/api-client.ts';
import { readPages } from '../../lib/read-pages.ts';

const RATES = /* GraphQL */ `
  query OrderRates($day: ID!, $from: ID!, $nextToken: String) {
    listOrderRates(day: $day, minute: { ge: $from }, limit: 1000, nextToken: $nextToken) {
      items { day minute reserved unavailable rejected createdAt updatedAt }
      nextToken
    }
  }
`;

const SAMPLE_ORDERS = /* GraphQL */ `
  query SampleOrders {
    sampleOrders { enabled rate }
  }
`;

export type RateWindow = { day: string; from: string };

/** Outcomes a minute within the given stretches of days; `key` names the stretch for the cache. */
export const orderRatesQuery = (key: string, windows: () => RateWindow[]) =>
  queryOptions({
    queryKey: ['OrderRate', key],
    queryFn: async () => {
      const days = await Promise.all(
        windows().map(({ day, from }) =>
          readPages((nextToken) => request<Page<OrderRate>>(RATES, { day, from, nextToken }), 1440),
        ),
      );
      return days.flat();
    },
    // The counters are for a chart only, and may not be published live one by one.
    refetchInterval: 30_000,
  });

export const sampleOrdersQuery = queryOptions({
  queryKey: ['sampleOrders'],
  queryFn: () => request<SampleOrders>(SAMPLE_ORDERS),
});
