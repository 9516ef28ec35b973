import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Item, ItemList } from '../../components/item-list.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatDateTime, formatRelative } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { isPending } from './purchase-order-filter.ts';
import { useOpenPurchaseOrders } from './use-open.ts';
import { whyRaised } from './wording.ts';

const MOST = 6;
const rowId = (order: PurchaseOrder) => idOf('PurchaseOrder', order);

function PendingItem({ order, name, now }: { order: PurchaseOrder; name: string; now: number }) {
  const pending = isPending(order);
  return (
    <Item
      title={
        <>
          <span>{name}</span>
          <span className="numeric">{order.quantity} units</span>
        </>
      }
      detail={whyRaised(order)}
      aside={
        pending ? (
          <span title={formatDateTime(order.deadline)}>due {formatRelative(order.deadline, now)}</span>
        ) : (
          <Status word={PURCHASE_ORDER[order.status]} />
        )
      }
      action={
        <Button
          variant="default"
          size="compact-sm"
          renderRoot={(props) => <Link to="/purchase-orders" search={{ order: order.purchaseOrderId }} {...props} />}
          aria-label={`Review purchase order: ${name}`}
        >
          {pending ? 'Review' : 'Open'}
        </Button>
      }
    />
  );
}

/** The purchase orders that wait for a decision, what is due first on top. */
export function PendingList({ name }: { name: (productId: string) => string }) {
  const { query, pending: orders, known } = useOpenPurchaseOrders();
  const steady = useSteadyRows({
    wanted: orders.slice(0, MOST),
    known,
    idOf: rowId,
    list: String(query.isPending),
  });
  const now = useNow();
  return (
    <Panel
      title="Purchase orders to decide"
      hint={orders.length > 0 ? orders.length : undefined}
      actions={<LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />}
      flush
    >
      <Ready query={query} label="purchase orders">
        {steady.rows.length === 0 ? (
          <Nothing title="Nothing to decide">Purchase orders appear here when stock reaches its reorder point.</Nothing>
        ) : (
          <ItemList>
            {steady.rows.map((order) => (
              <PendingItem key={order.purchaseOrderId} order={order} name={name(order.productId)} now={now} />
            ))}
          </ItemList>
        )}
      </Ready>
    </Panel>
  );
}
