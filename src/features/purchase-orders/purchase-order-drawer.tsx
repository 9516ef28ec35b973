import { useQuery } from '@tanstack/react-query';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import type { Product, PurchaseOrder } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { PurchaseOrderFacts } from './purchase-order-facts.tsx';
import { purchaseOrderQuery } from './queries.ts';

type Props = {
  purchaseOrderId: string | undefined;
  products: ReadonlyMap<string, Product> | undefined;
  onClose: () => void;
  /** This person's decision was taken; the drawer is about to close. */
  onDecided: (order: PurchaseOrder) => void;
  returnFocus: boolean;
  onClosed: () => void;
};

/** The order as it is now: read once, then kept current by the live changes. */
function usePurchaseOrder(purchaseOrderId: string | undefined) {
  const query = useQuery({ ...purchaseOrderQuery(purchaseOrderId ?? ''), enabled: purchaseOrderId !== undefined });
  const live = useLive('PurchaseOrder');
  const [order] = mergeRows('PurchaseOrder', query.data ? [query.data] : [], live);
  return { query, order };
}

export function PurchaseOrderDrawer({ purchaseOrderId, products, onClose, onDecided, returnFocus, onClosed }: Props) {
  const { query, order } = usePurchaseOrder(purchaseOrderId);
  const product = order && products?.get(order.productId);
  return (
    <DetailDrawer
      title={order ? `Purchase order: ${product?.name ?? order.productId}` : 'Purchase order'}
      opened={purchaseOrderId !== undefined}
      onClose={onClose}
      returnFocus={returnFocus}
      onClosed={onClosed}
    >
      {purchaseOrderId === undefined ? null : (
        <Ready query={query} label="the purchase order">
          {order ? (
            <>
              <PurchaseOrderFacts order={order} product={product} />
              <DecisionPanel key={order.purchaseOrderId} order={order} product={product} onDecided={onDecided} />
            </>
          ) : (
            <Nothing title="This purchase order does not exist" />
          )}
        </Ready>
      )}
    </DetailDrawer>
  );
}
