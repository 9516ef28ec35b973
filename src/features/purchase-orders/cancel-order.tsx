import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './decision-form.module.css';
import { cancelMutation } from './mutations.ts';

/** Takes an order back that nobody has decided. It cannot be undone, so it is asked once more. */
export function CancelOrder({ order, name }: { order: PurchaseOrder; name: string }) {
  const readOnly = useReadOnly();
  const [asked, setAsked] = useState(false);
  const mutation = useSingleMutation(
    cancelMutation(() => notifications.show({ message: `Cancelled: ${order.quantity} × ${name}.` })),
  );
  const cancel = () => (asked ? mutation.mutate(order.purchaseOrderId) : setAsked(true));
  return (
    <div className={styles.cancel}>
      <Button size="compact-sm" variant="default" disabled={readOnly || mutation.isPending} onClick={cancel}>
        {mutation.isPending ? 'Cancelling…' : asked ? 'Yes, cancel this order' : 'Cancel order…'}
      </Button>
      {asked ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>
          Keep it
        </Button>
      ) : null}
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </div>
  );
}
