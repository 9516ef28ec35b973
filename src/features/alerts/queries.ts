import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AlertStatus } from '../../../amplify/domain/vocabulary.ts';
import { type Alert, type Page, request } from '../../lib/api-client.ts';
import { eachPage, readPages } from '../../lib/read-pages.ts';

export const ALERT_FIELDS = /* GraphQL */ `
  alertId productId locationId kind status message createdAt updatedAt acknowledgedAt acknowledgedBy resolvedAt
  snoozedUntil snoozedBy
`;

const BY_STATUS = /* GraphQL */ `
  query AlertsByStatus($status: AlertStatus!, $limit: Int, $nextToken: String) {
    alertsByStatus(status: $status, sortDirection: DESC, limit: $limit, nextToken: $nextToken) {
      items { ${ALERT_FIELDS} }
      nextToken
    }
  }
`;

const readAlerts = (status: AlertStatus, limit: number, nextToken: string | null) =>
  request<Page<Alert>>(BY_STATUS, { status, limit, nextToken });

/** The alerts nobody has acknowledged. At most one a product and kind is open, so they are few. */
export const openAlertsQuery = queryOptions({
  queryKey: ['Alert', 'open'],
  queryFn: () => readPages((nextToken) => readAlerts('OPEN', 200, nextToken), 1000),
});

/** Every alert of one state, newest first. */
export const everyAlert = (status: AlertStatus) => eachPage((nextToken) => readAlerts(status, 200, nextToken));

export const alertHistoryQuery = (status: AlertStatus) =>
  infiniteQueryOptions({
    queryKey: ['Alert', 'status', status],
    queryFn: ({ pageParam }) => readAlerts(status, 50, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextToken ?? null,
  });
