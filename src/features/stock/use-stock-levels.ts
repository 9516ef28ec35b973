import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import type { StockLevel } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { stockLevelsQuery } from './queries.ts';

const isHere = (level: StockLevel) => level.locationId === DEFAULT_LOCATION;

/** Every stock level with the changes since it was read. */
export function useStockLevels() {
  const query = useQuery(stockLevelsQuery);
  const live = useLive('StockLevel');
  const levels = useMemo(() => mergeRows('StockLevel', query.data ?? [], live, isHere), [query.data, live]);
  return { query, levels };
}
