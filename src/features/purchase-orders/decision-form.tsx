import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Decision } from '../../../amplify/domain/vocabulary.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import styles from './decision-form.module.css';

type Props = {
  /** False while the approvers are still being told: the backend takes no decision yet. */
  ready: boolean;
  /** What is being ordered, restated before it is approved: "25 × Laptop for $21,225.00". */
  what: string;
  /** Over the limit two people approve, and each is asked once more. */
  approvals: 'one' | 'first' | 'second';
  note: string;
  onNote: (note: string) => void;
  /** What is on its way to the backend. */
  sending: Decision | undefined;
  error: unknown;
  onDecide: (decision: Decision) => void;
};

/** Approve or reject. Nothing is shown as done before the backend said so. */
export function DecisionForm({ ready, what, approvals, note, onNote, sending, error, onDecide }: Props) {
  const readOnly = useReadOnly();
  const [needsReason, setNeedsReason] = useState(false);
  const [asked, setAsked] = useState(false);
  const blocked = readOnly || !ready || sending !== undefined;
  const approve = () => {
    if (approvals === 'one' || asked) onDecide('APPROVED');
    else setAsked(true);
  };
  const reject = () => {
    const silent = note.trim() === '';
    setNeedsReason(silent);
    if (!silent) onDecide('REJECTED');
  };
  return (
    <form className={styles.form} aria-label="Decision" onSubmit={(event) => event.preventDefault()}>
      <p className={styles.what}>{what}</p>
      {approvals === 'one' ? null : (
        <p className={styles.hint}>
          Over the limit: two people approve it.{' '}
          {approvals === 'first' ? 'Yours is the first.' : 'Yours is the second.'}
        </p>
      )}
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
      {error ? (
        <p className={styles.error} role="alert">
          {explain(error)}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button size="sm" disabled={blocked} onClick={approve}>
          {sending === 'APPROVED' ? 'Approving…' : asked ? `Approve ${what}` : 'Approve'}
        </Button>
        <Button size="sm" variant="default" disabled={blocked} onClick={reject}>
          {sending === 'REJECTED' ? 'Rejecting…' : 'Reject'}
        </Button>
      </div>
    </form>
  );
}
