import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AlertStatus } from '../../../amplify/domain/vocabulary.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { alertHistoryQuery } from './queries.ts';

/**
 * The alerts of one state read so far, with the changes since. Those that left the state are still among them, also those
 * that came since: they would vanish under their reader.
 */
export function useAlerts(status: AlertStatus) {
  const query = useInfiniteQuery(alertHistoryQuery(status));
  const live = useLive('Alert');
  const known = useMemo(() => {
    const read = query.data?.pages.flatMap((page) => page.items) ?? [];
    const oldest = query.hasNextPage ? read.at(-1)?.createdAt : undefined;
    return mergeRows('Alert', read, live, (row) => !oldest || row.createdAt >= oldest);
  }, [query.data, query.hasNextPage, live]);
  return { query, known };
}
