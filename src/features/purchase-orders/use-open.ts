import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { byDeadline, byDecision, isPending, isUnderWay } from './purchase-order-filter.ts';
import { openPurchaseOrdersQuery } from './queries.ts';

/**
 * What waits for a decision, by deadline, and what was approved and has not come; `known` also holds what was decided, and
 * what has ended, since the list was read.
 */
export function useOpenPurchaseOrders() {
  const query = useQuery(openPurchaseOrdersQuery);
  const live = useLive('PurchaseOrder');
  const known = useMemo(
    () => mergeRows('PurchaseOrder', query.data ?? [], live, ({ phase }) => phase === 'OPEN'),
    [query.data, live],
  );
  const pending = useMemo(() => known.filter(isPending).sort(byDeadline), [known]);
  const underWay = useMemo(() => known.filter(isUnderWay).sort(byDecision), [known]);
  return { query, pending, underWay, known };
}
