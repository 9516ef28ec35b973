import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import type { StockLevel } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatDelta, formatNumber } from '../../lib/format.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './adjust-stock-form.module.css';
import { checkDelta } from './check-delta.ts';
import { adjustStockMutation } from './mutations.ts';

/** Adds to or takes from what is available, with a reason that the ledger keeps. */
export function AdjustStockForm({ level, name }: { level: StockLevel; name: string }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(adjustStockMutation);
  // One id until it succeeded: a second click, or a retry after a lost answer, adjusts once.
  const attempt = useRef(crypto.randomUUID());
  const form = useForm<{ delta: number | string; reason: string }>({
    initialValues: { delta: '', reason: '' },
    validate: {
      delta: (value) => checkDelta(value, level.available),
      reason: (value) => (value.trim() === '' ? 'Say why: the ledger keeps it.' : null),
    },
    onValuesChange: () => {
      attempt.current = crypto.randomUUID();
    },
  });
  const onSubmit = form.onSubmit(({ delta, reason }) =>
    mutation.mutate(
      { adjustmentId: attempt.current, productId: level.productId, delta: Number(delta), reason: reason.trim() },
      {
        onSuccess: (movement) => {
          form.reset();
          const balance = formatNumber(movement.availableAfter);
          notifications.show({
            message: `${name}: ${formatDelta(movement.availableDelta)}, now ${balance} available.`,
          });
        },
      },
    ),
  );
  return (
    <form onSubmit={onSubmit} className={styles.form} aria-label="Adjust stock" noValidate>
      <NumberInput
        size="xs"
        label="Change"
        description="For example 5 or -2"
        allowDecimal={false}
        className={styles.delta}
        {...form.getInputProps('delta')}
      />
      <TextInput
        label="Reason"
        description="Kept in the ledger with your name"
        maxLength={200}
        className={styles.reason}
        {...form.getInputProps('reason')}
      />
      <Button
        type="submit"
        variant="default"
        loading={mutation.isPending}
        disabled={readOnly}
        className={styles.submit}
      >
        Adjust stock
      </Button>
      {mutation.error ? (
        <p role="alert" className={styles.error}>
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}
