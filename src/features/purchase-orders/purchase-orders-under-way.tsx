import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { purchaseOrderId, UnderWayTable } from './purchase-order-table.tsx';
import type { useOpenPurchaseOrders } from './use-open.ts';

type Props = {
  query: ReturnType<typeof useOpenPurchaseOrders>['query'];
  orders: readonly PurchaseOrder[];
  name: (productId: string) => string;
  onOpen: (purchaseOrderId: string) => void;
};

/** What was approved and is still to come, the oldest first. A row opens the order, where it is received. */
export function PurchaseOrdersUnderWay({ query, orders, name, onOpen }: Props) {
  const list = String(query.isPending);
  const steady = useSteadyRows({ wanted: orders, known: orders, idOf: purchaseOrderId, list });
  return (
    <Panel title="Under way" hint="approved, and still to come" flush>
      <Ready query={query} label="purchase orders under way">
        {steady.rows.length === 0 ? (
          <Nothing title="Nothing is under way">
            Approved purchase orders are here until all of their goods came.
          </Nothing>
        ) : (
          <UnderWayTable rows={steady.rows} name={name} onOpen={onOpen} />
        )}
      </Ready>
    </Panel>
  );
}
