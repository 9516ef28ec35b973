import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import type { StockLevel } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatNumber } from '../../lib/format.ts';
import type { Locations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './adjust-stock-form.module.css';
import { transferStockMutation } from './mutations.ts';

const words = messages.locations.transfer;

type Values = { quantity: number | string; to: string };

/** What is wrong with what somebody wants to send, or null. */
export function checkTransferred(value: number | string, available: number): string | null {
  const quantity = Number(value);
  if (value === '' || !Number.isInteger(quantity) || quantity < 1) return words.whole;
  return quantity > available ? words.more(formatNumber(available)) : null;
}

/** Sends what is available here to another location. */
export function TransferForm({ level, name, locations }: { level: StockLevel; name: string; locations: Locations }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(transferStockMutation);
  // One id until it succeeded: a second click, or a retry after a lost answer, moves it once.
  const attempt = useRef(crypto.randomUUID());
  const { productId, locationId } = level;
  const others = [...locations.names].filter(([id]) => id !== locationId);
  const form = useForm<Values>({
    initialValues: { quantity: '', to: others.length === 1 ? (others[0]?.[0] ?? '') : '' },
    validate: {
      quantity: (value) => checkTransferred(value, level.available),
      to: (value) => (value === '' ? words.choose : null),
    },
    onValuesChange: () => {
      attempt.current = crypto.randomUUID();
    },
  });
  const onSubmit = form.onSubmit(({ quantity, to }) =>
    mutation.mutate(
      {
        transferId: attempt.current,
        ...{ productId, fromLocationId: locationId, toLocationId: to, quantity: Number(quantity) },
      },
      {
        onSuccess: ([, arrived]) => {
          form.reset();
          const after = formatNumber(arrived.availableAfter);
          const sent = formatNumber(arrived.availableDelta);
          notifications.show({ message: words.sent(name, sent, locations.nameOf(to), after) });
        },
      },
    ),
  );
  return (
    <form onSubmit={onSubmit} className={styles.form} aria-label={words.title} noValidate>
      <NumberInput
        size="xs"
        label={words.quantity}
        description={words.quantityHint(formatNumber(level.available))}
        min={1}
        allowDecimal={false}
        className={styles.delta}
        {...form.getInputProps('quantity')}
      />
      <NativeSelect
        label={words.to}
        description={messages.locations.location}
        data={[
          ...(others.length === 1 ? [] : [{ value: '', label: words.choose }]),
          ...others.map(([value, label]) => ({ value, label })),
        ]}
        className={styles.reason}
        {...form.getInputProps('to')}
      />
      <Button
        type="submit"
        variant="default"
        loading={mutation.isPending}
        disabled={readOnly}
        className={styles.submit}
      >
        {words.send}
      </Button>
      {mutation.error ? (
        <p role="alert" className={styles.error}>
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}
