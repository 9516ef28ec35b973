import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { whyNotSupplier } from '../../../amplify/domain/catalogue.ts';
import type { Supplier } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { saveSupplierMutation } from './mutations.ts';
import { suppliersQuery } from './queries.ts';
import styles from './terms-form.module.css';

const words = messages.settings.suppliers;

type Values = {
  name: string;
  currency: string;
  leadTimeDays: number | string;
  minimumQuantity: number | string;
  multiple: number | string;
};

const valuesOf = (supplier: Supplier | undefined): Values => ({
  name: supplier?.name ?? '',
  currency: supplier?.currency ?? 'EUR',
  leadTimeDays: supplier?.leadTimeDays ?? '',
  minimumQuantity: supplier?.minimumQuantity ?? 1,
  multiple: supplier?.multiple ?? 1,
});

const termsOf = ({ name, currency, leadTimeDays, minimumQuantity, multiple }: Values) => ({
  ...{ name: name.trim(), currency: currency.trim().toUpperCase() },
  leadTimeDays: leadTimeDays === '' ? Number.NaN : Number(leadTimeDays),
  ...{ minimumQuantity: Number(minimumQuantity), multiple: Number(multiple) },
});

/** Adds a supplier, or changes the one given. */
export function SupplierForm({ supplier, onSaved }: { supplier: Supplier | undefined; onSaved: () => void }) {
  const readOnly = useReadOnly();
  const client = useQueryClient();
  const mutation = useSingleMutation(saveSupplierMutation);
  // One id until it succeeded: a retry after a lost answer finds its own supplier, and says so, instead of a second.
  const supplierId = useRef(supplier?.supplierId ?? crypto.randomUUID());
  const form = useForm<Values>({ initialValues: valuesOf(supplier) });
  const wrong = form.isDirty() ? whyNotSupplier(termsOf(form.values)) : undefined;
  const onSubmit = form.onSubmit((values) => {
    if (whyNotSupplier(termsOf(values))) return;
    mutation.mutate(
      { supplierId: supplierId.current, ...termsOf(values), ...(supplier && { seenAt: supplier.updatedAt }) },
      {
        onSuccess: ({ name }) => {
          void client.invalidateQueries({ queryKey: suppliersQuery.queryKey });
          notifications.show({ message: words.saved(name) });
          onSaved();
        },
      },
    );
  });
  return (
    <form className={styles.form} aria-label={words.form} onSubmit={onSubmit} noValidate>
      <TextInput label={words.name} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={words.currency}
        description={words.currencyHint}
        maxLength={3}
        {...form.getInputProps('currency')}
      />
      <NumberInput
        size="xs"
        label={words.leadTime}
        suffix={words.days}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('leadTimeDays')}
      />
      <NumberInput
        size="xs"
        label={words.minimum}
        description={words.minimumHint}
        min={1}
        allowDecimal={false}
        {...form.getInputProps('minimumQuantity')}
      />
      <NumberInput
        size="xs"
        label={words.multiple}
        description={words.multipleHint}
        min={1}
        allowDecimal={false}
        {...form.getInputProps('multiple')}
      />
      {supplier?.changedBy ? <p className={styles.hint}>{messages.settings.changedBy(supplier.changedBy)}</p> : null}
      {wrong || mutation.error ? (
        <p className={styles.error} role="alert">
          {wrong ?? explain(mutation.error)}
        </p>
      ) : null}
      <Button
        type="submit"
        size="sm"
        className={styles.submit}
        loading={mutation.isPending}
        disabled={readOnly || wrong !== undefined || !form.isDirty()}
      >
        {messages.settings.save}
      </Button>
    </form>
  );
}
