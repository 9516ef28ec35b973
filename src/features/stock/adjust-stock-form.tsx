import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { LONGEST_TEXT } from '../../../amplify/domain/adjustments.ts';
import { ADJUSTMENT_REASONS, type AdjustmentReason } from '../../../amplify/domain/vocabulary.ts';
import type { StockLevel } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatDelta, formatNumber } from '../../lib/format.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { ADJUSTMENT_REASON } from '../../lib/words.ts';
import styles from './adjust-stock-form.module.css';
import { checkDelta } from './check-delta.ts';
import { adjustStockMutation } from './mutations.ts';

type Values = { delta: number | string; reason: AdjustmentReason | ''; text: string };

const REASON_CHOICES = [
  { value: '', label: 'Choose a reason' },
  ...ADJUSTMENT_REASONS.map((reason) => ({ value: reason, label: ADJUSTMENT_REASON[reason] })),
];

/** Adds to or takes from what is available, with a reason that the ledger keeps. */
export function AdjustStockForm({ level, name }: { level: StockLevel; name: string }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(adjustStockMutation);
  // One id until it succeeded: a second click, or a retry after a lost answer, adjusts once.
  const attempt = useRef(crypto.randomUUID());
  const form = useForm<Values>({
    initialValues: { delta: '', reason: '', text: '' },
    validate: {
      delta: (value) => checkDelta(value, level.available),
      reason: (value) => (value === '' ? 'Say why: the ledger keeps it.' : null),
      text: (value, { reason }) => (reason === 'OTHER' && value.trim() === '' ? 'Say what it was.' : null),
    },
    onValuesChange: () => {
      attempt.current = crypto.randomUUID();
    },
  });
  const { productId, locationId } = level;
  const onSubmit = form.onSubmit(({ delta, reason, text }) => {
    if (reason === '') return;
    const adjustment = { adjustmentId: attempt.current, productId, locationId, delta: Number(delta), reason };
    mutation.mutate(
      { ...adjustment, ...(text.trim() && { text: text.trim() }) },
      {
        onSuccess: (movement) => {
          form.reset();
          const balance = formatNumber(movement.availableAfter);
          notifications.show({
            message: `${name}: ${formatDelta(movement.availableDelta)}, now ${balance} available.`,
          });
        },
      },
    );
  });
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
      <NativeSelect
        label="Reason"
        description="Kept with your name"
        data={REASON_CHOICES}
        className={styles.reason}
        {...form.getInputProps('reason')}
      />
      <TextInput
        label="Note"
        description={form.values.reason === 'OTHER' ? 'What it was' : 'If there is more to say'}
        maxLength={LONGEST_TEXT}
        className={styles.text}
        {...form.getInputProps('text')}
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
