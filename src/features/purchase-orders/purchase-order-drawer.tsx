import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Product, PurchaseOrder } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { usePermissions } from '../../lib/session.ts';
import { DecisionForm } from './decision-form.tsx';
import styles from './decision-outcome.module.css';
import { PurchaseOrderFacts } from './purchase-order-facts.tsx';
import { isPending } from './purchase-order-filter.ts';
import { purchaseOrderQuery } from './queries.ts';
import { restate, whoDecided } from './wording.ts';

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
  return { query, order: order?.purchaseOrderId === purchaseOrderId ? order : undefined };
}

function TooLate({ order, message, note }: { order: PurchaseOrder; message: string; note: string }) {
  const now = useNow(1000);
  return (
    <div className={styles.outcome} role="alert">
      <p className={styles.who}>{isPending(order) ? message : whoDecided(order, now)}</p>
      <p className={styles.message}>Your decision was not taken: {message}</p>
      {note ? (
        <p className={styles.message}>
          Your note, which was not saved: <q>{note}</q>
        </p>
      ) : null}
    </div>
  );
}

function Body({
  order,
  product,
  onDecided,
}: {
  order: PurchaseOrder;
  product: Product | undefined;
  onDecided: Props['onDecided'];
}) {
  const { decide } = usePermissions();
  const [note, setNote] = useState('');
  const [tooLate, setTooLate] = useState<string>();
  const name = product?.name ?? order.productId;
  const pending = isPending(order);
  // Somebody decided while this note was being typed: the words stay, the buttons go.
  const overtaken = !pending && (tooLate ?? (note ? 'it was decided while you were writing.' : undefined));
  return (
    <>
      <PurchaseOrderFacts order={order} product={product} />
      {tooLate !== undefined || overtaken ? (
        <TooLate order={order} message={tooLate ?? String(overtaken)} note={note} />
      ) : null}
      {pending && decide && tooLate === undefined ? (
        <DecisionForm
          order={order}
          what={restate(order, name, product?.supplier)}
          note={note}
          onNote={setNote}
          onAccepted={(decided) => {
            setNote('');
            onDecided(decided);
          }}
          onTooLate={setTooLate}
        />
      ) : null}
      {pending && !decide ? (
        <p className={styles.message}>Only approvers decide purchase orders. You can read this one.</p>
      ) : null}
    </>
  );
}

export function PurchaseOrderDrawer({ purchaseOrderId, products, onClose, onDecided, returnFocus, onClosed }: Props) {
  const { query, order } = usePurchaseOrder(purchaseOrderId);
  const product = order && products?.get(order.productId);
  const title = order ? `Purchase order: ${product?.name ?? order.productId}` : 'Purchase order';
  return (
    <DetailDrawer
      title={title}
      opened={purchaseOrderId !== undefined}
      onClose={onClose}
      returnFocus={returnFocus}
      onClosed={onClosed}
    >
      <Ready query={query} label="the purchase order">
        {order ? (
          <Body key={order.purchaseOrderId} order={order} product={product} onDecided={onDecided} />
        ) : (
          <Nothing title="This purchase order does not exist" />
        )}
      </Ready>
    </DetailDrawer>
  );
}
