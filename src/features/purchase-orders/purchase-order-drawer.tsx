import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOnItsWay } from '../../../amplify/domain/receiving.ts';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import type { Product, PurchaseOrder } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { type Session, usePermissions, useSession } from '../../lib/session.ts';
import { CancelOrder } from './cancel-order.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { PurchaseOrderFacts } from './purchase-order-facts.tsx';
import { isPending } from './purchase-order-filter.ts';
import { purchaseOrderQuery } from './queries.ts';
import { Receipts } from './receipts.tsx';
import { ReceiveForm } from './receive-form.tsx';
import { UndoDecision } from './undo-decision.tsx';

type Props = {
  purchaseOrderId: string | undefined;
  products: ReadonlyMap<string, Product> | undefined;
  onClose: () => void;
  /** This person's decision was taken; the drawer is about to close. */
  onDecided: (order: PurchaseOrder) => void;
  returnFocus: boolean;
  onClosed: () => void;
  /** What else there is to see of the order, below everything that can be done with it. */
  more: (order: PurchaseOrder) => ReactNode;
};

const mayCancel = (order: PurchaseOrder, session: Session, decide: boolean) =>
  isPending(order) && (decide || order.requestedBy === session.name);

/** The order as it is now: read once, then kept current by the live changes. */
function usePurchaseOrder(purchaseOrderId: string | undefined) {
  const query = useQuery({ ...purchaseOrderQuery(purchaseOrderId ?? ''), enabled: purchaseOrderId !== undefined });
  const live = useLive('PurchaseOrder');
  const [order] = mergeRows('PurchaseOrder', query.data ? [query.data] : [], live);
  return { query, order };
}

const nameOf = (order: PurchaseOrder, product: Product | undefined) => product?.name ?? order.productId;

export function PurchaseOrderDrawer(props: Props) {
  const { purchaseOrderId, products, onClose, onDecided, returnFocus, onClosed, more } = props;
  const { query, order } = usePurchaseOrder(purchaseOrderId);
  const { receive, decide } = usePermissions();
  const session = useSession();
  const product = order && products?.get(order.productId);
  return (
    <DetailDrawer
      title={order ? `Purchase order: ${nameOf(order, product)}` : 'Purchase order'}
      opened={purchaseOrderId !== undefined}
      onClose={onClose}
      returnFocus={returnFocus}
      onClosed={onClosed}
    >
      {purchaseOrderId === undefined ? null : (
        <Ready query={query} label="the purchase order">
          {order ? (
            <>
              <PurchaseOrderFacts order={order} />
              <UndoDecision
                key={`undo-${order.purchaseOrderId}`}
                order={order}
                name={nameOf(order, product)}
                onUndone={() => undefined}
              />
              {receive && isOnItsWay(order) ? (
                <ReceiveForm key={`receive-${order.purchaseOrderId}`} order={order} name={nameOf(order, product)} />
              ) : null}
              {order.quantityReceived ? <Receipts order={order} /> : null}
              {mayCancel(order, session, decide) ? <CancelOrder order={order} name={nameOf(order, product)} /> : null}
              <DecisionPanel key={order.purchaseOrderId} order={order} product={product} onDecided={onDecided} />
              {more(order)}
            </>
          ) : (
            <Nothing title="This purchase order does not exist" />
          )}
        </Ready>
      )}
    </DetailDrawer>
  );
}
