import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
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

/** How much of a product is available at a location; without one at the default one, where orders take it that name none. */
export function useAvailable(): (productId: string, locationId?: string) => number | undefined {
  const { levels } = useStockLevels();
  return (productId, locationId = DEFAULT_LOCATION) =>
    levels.find((level) => level.productId === productId && level.locationId === locationId)?.available;
}
