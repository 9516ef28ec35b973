import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isSnoozed } from '../../../amplify/domain/alerts.ts';
import { useNow } from '../../components/use-now.ts';
import type { Alert } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { openAlertsQuery } from './queries.ts';

const isOpen = (alert: Alert) => alert.status === 'OPEN';

/** What needs a person now, neither acknowledged nor snoozed, newest first, with the changes since it was read. */
export function useOpenAlerts() {
  const query = useQuery(openAlertsQuery);
  const live = useLive('Alert');
  const known = useMemo(() => mergeRows('Alert', query.data ?? [], live, isOpen), [query.data, live]);
  const now = useNow();
  const alerts = useMemo(
    () =>
      known
        .filter((alert) => isOpen(alert) && !isSnoozed(alert, now))
        .sort((left, right) => right.createdAt.localeCompare(left.createdAt)),
    [known, now],
  );
  return { query, alerts, known };
}
