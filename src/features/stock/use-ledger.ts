import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { ledgerQuery } from './queries.ts';

/** The ledger's entries read so far with what came since, newest first. */
export function useLedger(productId: string) {
  const query = useInfiniteQuery(ledgerQuery(productId));
  const live = useLive('StockMovement');
  const movements = useMemo(() => {
    const read = query.data?.pages.flatMap((page) => page.items) ?? [];
    const newest = read[0]?.movementId ?? '';
    return mergeRows('StockMovement', read, live, (row) => row.productId === productId && row.movementId > newest).sort(
      (left, right) => right.movementId.localeCompare(left.movementId),
    );
  }, [query.data, live, productId]);
  return { query, movements };
}
