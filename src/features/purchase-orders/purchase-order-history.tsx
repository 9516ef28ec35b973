import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { LiveNotice } from '../../components/live-notice.tsx';
import { LoadMore } from '../../components/pager.tsx';
import { Panel } from '../../components/panel.tsx';
import { NoMatches, Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import {
  HISTORY_STATUSES,
  isPending,
  isUnderWay,
  type PurchaseOrderSearch,
  selectHistory,
} from './purchase-order-filter.ts';
import { HistoryTable, purchaseOrderId } from './purchase-order-table.tsx';
import { closedPurchaseOrdersQuery } from './queries.ts';

const STATUS_CHOICES = [
  { value: '', label: 'Any end' },
  ...HISTORY_STATUSES.map((status) => ({ value: status, label: PURCHASE_ORDER[status].label })),
];

type Props = {
  search: PurchaseOrderSearch;
  name: (productId: string) => string;
  onOpen: (purchaseOrderId: string) => void;
  onChange: (part: PurchaseOrderSearch) => void;
};

/** What has ended: how, when, and who decided it why; newest first. */
export function PurchaseOrderHistory({ search, name, onOpen, onChange }: Props) {
  const query = useInfiniteQuery(closedPurchaseOrdersQuery);
  const live = useLive('PurchaseOrder');
  const known = useMemo(() => {
    const read = query.data?.pages.flatMap((page) => page.items) ?? [];
    return mergeRows('PurchaseOrder', read, live, (order) => !isPending(order) && !isUnderWay(order));
  }, [query.data, live]);
  const { status, productId } = search;
  const wanted = useMemo(() => selectHistory(known, { status, productId }), [known, status, productId]);
  const list = `${status}|${productId}|${query.isPending}`;
  const steady = useSteadyRows({ wanted, known, idOf: purchaseOrderId, list });
  return (
    <Panel
      title="History"
      flush
      actions={
        <>
          <LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />
          <NativeSelect
            aria-label="How it ended"
            data={STATUS_CHOICES}
            value={status ?? ''}
            onChange={(event) =>
              onChange({ status: (event.currentTarget.value || undefined) as PurchaseOrderSearch['status'] })
            }
          />
        </>
      }
    >
      <Ready query={query} label="history">
        {steady.rows.length > 0 ? (
          <HistoryTable rows={steady.rows} name={name} onOpen={onOpen} />
        ) : status || productId ? (
          <NoMatches onClear={() => onChange({ status: undefined, productId: undefined })} />
        ) : (
          <Nothing title="None has ended yet">
            Purchase orders that were received, rejected, cancelled or expired appear here.
          </Nothing>
        )}
        {query.hasNextPage ? (
          <LoadMore busy={query.isFetchingNextPage} onLoad={() => void query.fetchNextPage()} />
        ) : null}
      </Ready>
    </Panel>
  );
}
