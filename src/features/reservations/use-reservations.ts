import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { type HistoryFilter, reservationHistoryQuery } from './queries.ts';
import { fits, newestFirst } from './reservation-filter.ts';

/** The pages read so far with what happened since, newest first. */
export function useReservations(filter: HistoryFilter, limit?: number) {
  const query = useInfiniteQuery(reservationHistoryQuery(filter, limit));
  const live = useLive('Reservation');
  const { productId, status } = filter;
  const known = useMemo(() => {
    const read = query.data?.pages.flatMap((page) => page.items) ?? [];
    // What is older than the last page read is not shown yet, though it may have changed.
    const oldest = query.hasNextPage ? read.at(-1)?.createdAt : undefined;
    return mergeRows('Reservation', read, live, (row) => !oldest || row.createdAt >= oldest);
  }, [query.data, query.hasNextPage, live]);
  const rows = useMemo(
    () => known.filter((row) => fits(row, { productId, status })).sort(newestFirst),
    [known, productId, status],
  );
  return { query, known, rows };
}
