import { Button, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatNumber } from '../../lib/format.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './decision-form.module.css';
import { closeShortMutation, receiveMutation } from './mutations.ts';
import { howMuchCame } from './wording.ts';

type Props = { order: PurchaseOrder; name: string };

/** What is wrong with a quantity, or null: the backend has the last word, for others receive too. */
export function checkReceived(value: number | string, left: number): string | null {
  const quantity = Number(value);
  if (value === '' || !Number.isInteger(quantity) || quantity < 1) return 'A whole number from 1.';
  return quantity > left ? `Only ${formatNumber(left)} are still to come.` : null;
}

/** Goods have come: all that is still to come, unless another quantity is typed. */
export function ReceiveForm({ order, name }: Props) {
  const readOnly = useReadOnly();
  // One id until it succeeded: a second click, or a retry after a lost answer, receives once.
  const attempt = useRef(crypto.randomUUID());
  const mutation = useSingleMutation(
    receiveMutation((after) => {
      attempt.current = crypto.randomUUID();
      form.setValues({ quantity: order.quantity - (after.quantityReceived ?? 0) });
      notifications.show({ message: `${name}: ${howMuchCame(after)} received.` });
    }),
  );
  const left = order.quantity - (order.quantityReceived ?? 0);
  const form = useForm<{ quantity: number | string }>({
    initialValues: { quantity: left },
    validate: { quantity: (value) => checkReceived(value, left) },
    onValuesChange: () => {
      attempt.current = crypto.randomUUID();
    },
  });
  const onSubmit = form.onSubmit(({ quantity }) =>
    mutation.mutate({
      receiptId: attempt.current,
      purchaseOrderId: order.purchaseOrderId,
      quantity: Number(quantity),
    }),
  );
  return (
    <form className={styles.form} aria-label="Receive" onSubmit={onSubmit} noValidate>
      <NumberInput
        label="Quantity received"
        description={`${formatNumber(left)} of ${formatNumber(order.quantity)} still to come`}
        allowDecimal={false}
        {...form.getInputProps('quantity')}
      />
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" size="sm" disabled={readOnly || mutation.isPending}>
          {mutation.isPending ? 'Receiving…' : 'Receive'}
        </Button>
        <CloseShort order={order} name={name} left={left} />
      </div>
    </form>
  );
}

/** Ends an order of which nothing more will come. It cannot be taken back, so it is asked once more. */
function CloseShort({ order, name, left }: Props & { left: number }) {
  const readOnly = useReadOnly();
  const [asked, setAsked] = useState(false);
  const mutation = useSingleMutation(
    closeShortMutation(() => notifications.show({ message: `${name}: closed short.` })),
  );
  if (!asked) {
    return (
      <Button size="sm" variant="default" disabled={readOnly} onClick={() => setAsked(true)}>
        Close short…
      </Button>
    );
  }
  return (
    <>
      <Button
        size="sm"
        variant="default"
        disabled={readOnly || mutation.isPending}
        onClick={() => mutation.mutate(order.purchaseOrderId)}
      >
        {mutation.isPending ? 'Closing…' : `Close without ${formatNumber(left)} units`}
      </Button>
      <Button size="sm" variant="subtle" onClick={() => setAsked(false)}>
        Keep open
      </Button>
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </>
  );
}
