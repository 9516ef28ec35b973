import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { ExportButton } from '../../components/export-button.tsx';
import { Held } from '../../components/held.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import { ProductSelect } from '../../features/products/product-select.tsx';
import { productsQuery } from '../../features/products/queries.ts';
import { useProductName } from '../../features/products/use-product-name.ts';
import { ApproveBar, ApproveResults, useBulkApprove } from '../../features/purchase-orders/bulk-approve.tsx';
import { PURCHASE_ORDER_COLUMNS } from '../../features/purchase-orders/export.ts';
import { PurchaseOrderDrawer } from '../../features/purchase-orders/purchase-order-drawer.tsx';
import {
  nextPending,
  type PurchaseOrderSearch,
  selectAny,
} from '../../features/purchase-orders/purchase-order-filter.ts';
import { PurchaseOrderHistory } from '../../features/purchase-orders/purchase-order-history.tsx';
import { openButtonId, PendingTable, purchaseOrderId } from '../../features/purchase-orders/purchase-order-table.tsx';
import { PurchaseOrdersUnderWay } from '../../features/purchase-orders/purchase-orders-under-way.tsx';
import { everyPurchaseOrder } from '../../features/purchase-orders/queries.ts';
import { UndoDecisions } from '../../features/purchase-orders/undo-decision.tsx';
import { useOpenPurchaseOrders } from '../../features/purchase-orders/use-open.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { hasSettled } from '../../lib/has-settled.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { PurchaseOrderCauses } from './cause-chains.tsx';
import { PurchaseOrderWorkflow } from './purchase-order-workflow.tsx';
import { PurchasingActions } from './purchasing-actions.tsx';
import styles from './stack.module.css';
import { ViewsButton } from './views-button.tsx';

const route = getRouteApi('/purchase-orders');

function usePurchaseOrderSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useCallback(
    (order: string | undefined) => void navigate({ search: (old) => ({ ...old, order }), resetScroll: false }),
    [navigate],
  );
  const change = (part: PurchaseOrderSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  return { search, open, change };
}

/** After a decision the focus goes on to the next order that waits, not back to the one that is done. */
function useNextFocus(pending: readonly PurchaseOrder[]) {
  const next = useRef<string | undefined>(undefined);
  const [decided, setDecided] = useState(false);
  return {
    decided,
    onDecided(order: PurchaseOrder) {
      next.current = nextPending(pending, order.purchaseOrderId);
      setDecided(true);
    },
    onClosed() {
      if (!decided) return;
      setDecided(false);
      const row = next.current ? document.getElementById(openButtonId(next.current)) : null;
      (row ?? document.querySelector<HTMLElement>('#content h2'))?.focus();
    },
  };
}

export function PurchaseOrdersPage() {
  const { search, open, change } = usePurchaseOrderSearch();
  const products = useQuery(productsQuery);
  const name = useProductName();
  const { query, pending, underWay, known } = useOpenPurchaseOrders();
  const ofProduct = (order: PurchaseOrder) => !search.productId || order.productId === search.productId;
  const wanted = pending.filter(ofProduct);
  const list = `${search.productId}|${query.isPending}`;
  const steady = useSteadyRows({ wanted, known, idOf: purchaseOrderId, list });
  const focus = useNextFocus(steady.rows);
  const many = useBulkApprove(steady.rows);
  const onDecided = (order: PurchaseOrder) => {
    notifications.show({
      message: `${PURCHASE_ORDER[order.status].label}: ${order.quantity} × ${name(order.productId)}.`,
    });
    focus.onDecided(order);
    open(undefined);
  };
  return (
    <div className={styles.stack}>
      <PageTitle title="Purchase orders">
        <ProductSelect value={search.productId} onChange={(productId) => change({ productId })} none="Any product" />
        <ExportButton
          of="purchase-orders"
          pages={everyPurchaseOrder}
          show={(read) => ({ rows: selectAny(read, search), columns: PURCHASE_ORDER_COLUMNS })}
        />
        <PurchasingActions onRequested={(order) => open(order.purchaseOrderId)} />
        <ViewsButton page="/purchase-orders" />
      </PageTitle>
      <UndoDecisions orders={known} name={name} onUndone={(order) => open(order.purchaseOrderId)} />
      <Panel
        title="Pending"
        hint="by deadline"
        actions={<LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />}
        flush
      >
        {many ? <ApproveResults bulk={many.bulk} name={name} /> : null}
        <Ready query={query} label="pending purchase orders">
          {steady.rows.length === 0 ? (
            <Nothing title="Nothing to decide">
              A purchase order is raised when stock reaches its reorder point.
            </Nothing>
          ) : (
            <PendingTable rows={steady.rows} name={name} onOpen={open} selection={many?.selection} />
          )}
          {many ? <ApproveBar {...many} /> : null}
        </Ready>
      </Panel>
      <Held until={hasSettled(query)} stacked>
        <PurchaseOrdersUnderWay query={query} orders={underWay.filter(ofProduct)} name={name} onOpen={open} />
        <PurchaseOrderHistory search={search} name={name} onOpen={open} onChange={change} />
      </Held>
      <PurchaseOrderDrawer
        purchaseOrderId={search.order}
        products={products.data}
        onClose={() => open(undefined)}
        onDecided={onDecided}
        returnFocus={!focus.decided}
        onClosed={focus.onClosed}
        more={(order) => (
          <>
            <PurchaseOrderCauses key={`causes-${order.purchaseOrderId}`} order={order} />
            <PurchaseOrderWorkflow key={`workflow-${order.purchaseOrderId}`} order={order} />
          </>
        )}
      />
    </div>
  );
}
