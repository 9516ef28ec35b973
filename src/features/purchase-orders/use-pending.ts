import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { byDeadline, isPending } from './purchase-order-filter.ts';
import { openPurchaseOrdersQuery } from './queries.ts';

/** What waits for a decision, by deadline; `known` also holds what was decided since the list was read. */
export function usePendingPurchaseOrders() {
  const query = useQuery(openPurchaseOrdersQuery);
  const live = useLive('PurchaseOrder');
  const known = useMemo(() => mergeRows('PurchaseOrder', query.data ?? [], live, isPending), [query.data, live]);
  const orders = useMemo(() => known.filter(isPending).sort(byDeadline), [known]);
  return { query, orders, known };
}
