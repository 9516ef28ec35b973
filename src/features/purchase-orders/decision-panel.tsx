import { useState } from 'react';
import type { Decision } from '../../../amplify/domain/vocabulary.ts';
import { useNow } from '../../components/use-now.ts';
import type { Product, PurchaseOrder } from '../../lib/api-client.ts';
import { usePermissions, useSession } from '../../lib/session.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { DecisionForm } from './decision-form.tsx';
import styles from './decision-outcome.module.css';
import { type Decided, decideMutation } from './mutations.ts';
import { isPending } from './purchase-order-filter.ts';
import { needsTwo, restate, whoDecided, whyNotYou } from './wording.ts';

type Props = { order: PurchaseOrder; product: Product | undefined; onDecided: (order: PurchaseOrder) => void };

function TooLate({ order, message, note }: { order: PurchaseOrder; message: string; note: string }) {
  const now = useNow(1000);
  return (
    <div className={styles.outcome} role="alert">
      <p className={styles.who}>{isPending(order) ? 'Not decided' : whoDecided(order, now)}</p>
      <p className={styles.message}>{message}</p>
      {note ? (
        <p className={styles.message}>
          Your note, which was not saved: <q>{note}</q>
        </p>
      ) : null}
    </div>
  );
}

/** Why this person's words had no effect, or undefined when they had, or when there are none. */
function whyTooLate(
  order: PurchaseOrder,
  note: string,
  result: Decided | undefined,
  sent: boolean,
): string | undefined {
  if (result && !result.accepted) {
    // Of an order that is closed, the heading says who, when and how: the backend's sentence would say it again.
    return isPending(order) ? `Your decision was not taken. ${result.message}` : 'Your decision was not taken.';
  }
  const overtaken = !isPending(order) && !sent && note !== '';
  return overtaken ? 'It was decided while you were writing.' : undefined;
}

/**
 * Where an order is decided. It outlives the form: when somebody else is first, the form goes but the typed note stays.
 */
export function DecisionPanel({ order, product, onDecided }: Props) {
  const { decide } = usePermissions();
  const session = useSession();
  const [note, setNote] = useState('');
  const mutation = useSingleMutation(decideMutation);
  const pending = isPending(order);
  const send = (decision: Decision) =>
    mutation.mutate(
      { order, decision, note: note.trim() || undefined },
      { onSuccess: (result) => result.accepted && onDecided(result.order) },
    );
  const tooLate = whyTooLate(order, note, mutation.data, mutation.isPending || mutation.data?.accepted === true);
  if (tooLate) return <TooLate order={order} message={tooLate} note={note} />;
  if (!pending) return null;
  const notYou = whyNotYou(order, session.name);
  if (decide && notYou) return <p className={styles.message}>{notYou}</p>;
  if (!decide) return <p className={styles.message}>Only approvers decide purchase orders. You can read this one.</p>;
  return (
    <DecisionForm
      ready={order.status === 'AWAITING_DECISION'}
      what={restate(order, product?.name ?? order.productId)}
      approvals={!needsTwo(order) ? 'one' : order.firstApprovedBy ? 'second' : 'first'}
      note={note}
      onNote={setNote}
      sending={mutation.isPending ? mutation.variables.decision : undefined}
      error={mutation.error}
      onDecide={send}
    />
  );
}
