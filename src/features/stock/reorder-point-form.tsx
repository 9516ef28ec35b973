import { Button, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { whyNotReorderPoint } from '../../../amplify/domain/catalogue.ts';
import type { StockLevel } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './adjust-stock-form.module.css';
import { changeReorderPointMutation } from './mutations.ts';

const words = messages.settings.reorderPoint;

/** From which stock on a product counts as low. */
export function ReorderPointForm({ level, name }: { level: StockLevel; name: string }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(changeReorderPointMutation);
  const [value, setValue] = useState<number | string>(level.reorderPoint);
  const wanted = value === '' ? Number.NaN : Number(value);
  const wrong = whyNotReorderPoint(wanted);
  const { productId, locationId } = level;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong || wanted === level.reorderPoint) return;
    mutation.mutate(
      { productId, locationId, reorderPoint: wanted },
      {
        onSuccess: ({ reorderPoint }) => notifications.show({ message: words.saved(name, formatNumber(reorderPoint)) }),
      },
    );
  };
  return (
    <form className={styles.form} aria-label={words.title} onSubmit={onSubmit} noValidate>
      <NumberInput
        size="xs"
        label={words.label}
        min={0}
        allowDecimal={false}
        className={styles.delta}
        value={value}
        onChange={setValue}
        error={wrong}
      />
      <Button
        type="submit"
        variant="default"
        className={styles.beside}
        loading={mutation.isPending}
        disabled={readOnly || wrong !== undefined || wanted === level.reorderPoint}
      >
        {messages.settings.save}
      </Button>
      {mutation.error ? (
        <p role="alert" className={styles.error}>
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}
