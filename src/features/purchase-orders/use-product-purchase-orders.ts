import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { productPurchaseOrdersQuery } from './queries.ts';

/** A product's purchase orders with the changes since they were read, newest first. */
export function useProductPurchaseOrders(productId: string) {
  const query = useQuery(productPurchaseOrdersQuery(productId));
  const live = useLive('PurchaseOrder');
  const orders = useMemo(
    () =>
      mergeRows('PurchaseOrder', query.data ?? [], live, (order) => order.productId === productId).sort((left, right) =>
        right.requestedAt.localeCompare(left.requestedAt),
      ),
    [query.data, live, productId],
  );
  return { query, orders };
}
