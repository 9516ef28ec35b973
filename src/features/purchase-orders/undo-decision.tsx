import { Button } from '@mantine/core';
import { useNow } from '../../components/use-now.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import { useSession } from '../../lib/session.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { undoMutation } from './mutations.ts';
import { canReturn } from './purchase-order-filter.ts';
import styles from './undo-decision.module.css';
import { decisionWord } from './wording.ts';

type Props = { order: PurchaseOrder; name: string; onUndone: (order: PurchaseOrder) => void };

/** Returns this person's own decision while nothing has followed from it, with the seconds that are left for that. */
export function UndoDecision({ order, name, onUndone }: Props) {
  const readOnly = useReadOnly();
  const session = useSession();
  const now = useNow(500);
  const mutation = useSingleMutation(undoMutation(onUndone));
  const late = mutation.data && !mutation.data.accepted ? mutation.data.message : undefined;
  const problem = mutation.error ? explain(mutation.error) : late;
  const possible = canReturn(order, session.name, now);
  if (!possible && !problem) return null;
  const seconds = Math.ceil((Date.parse(order.undoUntil ?? '') - now) / 1000);
  return (
    <div className={styles.undo}>
      <p className={styles.what}>
        {decisionWord(order)}: {order.quantity} × {name}
      </p>
      {problem ? (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      ) : null}
      {possible ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={readOnly || mutation.isPending}
          aria-label={`Undo: ${decisionWord(order)}, ${name}`}
          onClick={() => mutation.mutate(order)}
        >
          {mutation.isPending ? 'Undoing…' : <span className="numeric">Undo ({seconds} s)</span>}
        </Button>
      ) : null}
    </div>
  );
}

/** Every decision that this person can still return. */
export function UndoDecisions({
  orders,
  name,
  onUndone,
}: {
  orders: readonly PurchaseOrder[];
  name: (productId: string) => string;
  onUndone: (order: PurchaseOrder) => void;
}) {
  return (
    <div className={styles.list}>
      {orders
        .filter((order) => order.undoUntil != null)
        .map((order) => (
          <UndoDecision key={order.purchaseOrderId} order={order} name={name(order.productId)} onUndone={onUndone} />
        ))}
    </div>
  );
}
