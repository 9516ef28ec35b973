import { Item, ItemList } from '../../components/item-list.tsx';
import { At } from '../../components/moment.tsx';
import { Nothing } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { whyRaised } from './wording.ts';

/** The purchase orders of one product, newest first. */
export function ProductPurchaseOrders({ orders }: { orders: readonly PurchaseOrder[] }) {
  if (orders.length === 0) return <Nothing title="No purchase orders yet" />;
  return (
    <ItemList>
      {orders.map((order) => (
        <Item
          key={order.purchaseOrderId}
          title={
            <>
              <span>{formatNumber(order.quantity)} units</span>
              <Status word={PURCHASE_ORDER[order.status]} />
            </>
          }
          detail={[whyRaised(order), order.decidedBy, order.note].filter(Boolean).join(' · ')}
          aside={<At at={order.requestedAt} />}
        />
      ))}
    </ItemList>
  );
}
