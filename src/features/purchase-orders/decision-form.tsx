import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Decision } from '../../../amplify/domain/vocabulary.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import styles from './decision-form.module.css';
import { decideMutation } from './mutations.ts';

type Props = {
  order: PurchaseOrder;
  /** What is being ordered, restated before it is approved: "25 × Laptop for $21,225.00". */
  what: string;
  note: string;
  onNote: (note: string) => void;
  onAccepted: (order: PurchaseOrder) => void;
  onTooLate: (message: string) => void;
};

/**
 * Approve or reject. Nothing is shown as done before the backend said so, and the note stays when somebody else was first.
 */
export function DecisionForm({ order, what, note, onNote, onAccepted, onTooLate }: Props) {
  const readOnly = useReadOnly();
  const mutation = useMutation(decideMutation);
  const [needsReason, setNeedsReason] = useState(false);
  const ready = order.status === 'AWAITING_DECISION';
  const blocked = readOnly || !ready || mutation.isPending;

  const send = (decision: Decision) => {
    const reason = note.trim();
    setNeedsReason(decision === 'REJECTED' && reason === '');
    if (decision === 'REJECTED' && reason === '') return;
    mutation.mutate(
      { order, decision, note: reason || undefined },
      {
        onSuccess: ({ accepted, message, order: decided }) => (accepted ? onAccepted(decided) : onTooLate(message)),
      },
    );
  };
  const sending = mutation.isPending ? mutation.variables.decision : undefined;
  return (
    <form className={styles.form} aria-label="Decision" onSubmit={(event) => event.preventDefault()}>
      <p className={styles.what}>{what}</p>
      <Textarea
        label="Note"
        description="Needed to reject. Kept with the order."
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        error={needsReason && note.trim() === '' ? 'Say why you reject it.' : undefined}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
      {ready ? null : <p className={styles.hint}>The approvers are being told. It can be decided in a moment.</p>}
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button size="sm" disabled={blocked} onClick={() => send('APPROVED')}>
          {sending === 'APPROVED' ? 'Approving…' : 'Approve'}
        </Button>
        <Button size="sm" variant="default" disabled={blocked} onClick={() => send('REJECTED')}>
          {sending === 'REJECTED' ? 'Rejecting…' : 'Reject'}
        </Button>
      </div>
    </form>
  );
}
