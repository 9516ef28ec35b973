import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { stockLevelsQuery } from './queries.ts';

/** Every stock level, of every location, with the changes since it was read; `complete` once all are there. */
export function useStockLevels() {
  const query = useQuery(stockLevelsQuery);
  const live = useLive('StockLevel');
  const levels = useMemo(() => mergeRows('StockLevel', query.data?.rows ?? [], live, () => true), [query.data, live]);
  return { query, levels, complete: query.data?.complete ?? false };
}
