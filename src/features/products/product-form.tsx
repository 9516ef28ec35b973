import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { whyNotProduct } from '../../../amplify/domain/catalogue.ts';
import { RESERVATION_HOURS } from '../../../amplify/domain/settlement.ts';
import type { Product, Supplier } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { minorOf, wholeOf } from '../../lib/money.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { changeProductMutation } from './mutations.ts';
import { productsQuery, suppliersQuery } from './queries.ts';
import styles from './terms-form.module.css';

const words = messages.settings.product;
/** Where no supplier says in which currency it is paid. */
const DEFAULT_CURRENCY = 'EUR';

type Suppliers = ReadonlyMap<string, Supplier>;
type Values = {
  name: string;
  supplierId: string;
  unitCost: number | string;
  reorderQuantity: number | string;
  targetLevel: number | string;
  reservationHours: number | string;
};

const currencyOf = (suppliers: Suppliers, supplierId: string): string =>
  suppliers.get(supplierId)?.currency ?? DEFAULT_CURRENCY;

const valuesOf = (product: Product, suppliers: Suppliers): Values => ({
  ...{ name: product.name, supplierId: product.supplierId ?? '', reorderQuantity: product.reorderQuantity },
  unitCost: wholeOf(product.unitCost, currencyOf(suppliers, product.supplierId ?? '')),
  ...{ targetLevel: product.targetLevel ?? '', reservationHours: product.reservationHours ?? '' },
});

const numberOf = (value: number | string): number | undefined => (value === '' ? undefined : Number(value));

const termsOf = (values: Values, suppliers: Suppliers) => {
  const unitCost = numberOf(values.unitCost);
  return {
    ...{ name: values.name.trim(), supplierId: values.supplierId || undefined },
    ...{ reorderQuantity: numberOf(values.reorderQuantity) ?? Number.NaN, targetLevel: numberOf(values.targetLevel) },
    unitCost: unitCost === undefined ? undefined : minorOf(unitCost, currencyOf(suppliers, values.supplierId)),
    reservationHours: numberOf(values.reservationHours),
  };
};

function Form({ product, suppliers }: { product: Product; suppliers: Suppliers }) {
  const readOnly = useReadOnly();
  const client = useQueryClient();
  const mutation = useSingleMutation(changeProductMutation);
  const form = useForm<Values>({ initialValues: valuesOf(product, suppliers) });
  const seenAt = useRef(product.updatedAt);
  // What somebody else saved is shown where nobody has typed; where somebody has, the backend will tell them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a product that was read anew is what it is for.
  useEffect(() => {
    if (form.isDirty()) return;
    form.setInitialValues(valuesOf(product, suppliers));
    form.setValues(valuesOf(product, suppliers));
    seenAt.current = product.updatedAt;
  }, [product.updatedAt]);
  const terms = termsOf(form.values, suppliers);
  const wrong = form.isDirty() ? whyNotProduct(terms) : undefined;
  const onSubmit = form.onSubmit(() => {
    if (wrong) return;
    mutation.mutate(
      { productId: product.productId, ...terms, seenAt: seenAt.current },
      {
        onSuccess: ({ name, updatedAt }) => {
          form.resetDirty();
          seenAt.current = updatedAt;
          void client.invalidateQueries({ queryKey: productsQuery.queryKey });
          notifications.show({ message: words.saved(name) });
        },
      },
    );
  });
  const amount = (field: 'targetLevel' | 'reservationHours' | 'reorderQuantity', min: number) => ({
    ...{ min, allowDecimal: false },
    ...form.getInputProps(field),
  });
  return (
    <form className={styles.form} aria-label={words.form} onSubmit={onSubmit} noValidate>
      <TextInput label={words.name} {...form.getInputProps('name')} />
      <NativeSelect
        label={words.supplier}
        data={[
          { value: '', label: words.noSupplier },
          ...[...suppliers.values()].map(({ supplierId, name }) => ({ value: supplierId, label: name })),
        ]}
        {...form.getInputProps('supplierId')}
      />
      <NumberInput
        size="xs"
        label={words.unitCost(currencyOf(suppliers, form.values.supplierId))}
        min={0}
        {...form.getInputProps('unitCost')}
      />
      <NumberInput
        size="xs"
        label={words.reorderQuantity}
        description={words.reorderQuantityHint}
        {...amount('reorderQuantity', 0)}
      />
      <NumberInput
        size="xs"
        label={words.targetLevel}
        description={words.targetLevelHint}
        {...amount('targetLevel', 1)}
      />
      <NumberInput
        size="xs"
        label={words.reservationHours}
        description={words.reservationHoursHint(RESERVATION_HOURS)}
        {...amount('reservationHours', 1)}
      />
      {product.changedBy ? <p className={styles.hint}>{messages.settings.changedBy(product.changedBy)}</p> : null}
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

/** How a product is called, bought and held. */
export function ProductForm({ product }: { product: Product }) {
  const suppliers = useQuery(suppliersQuery).data;
  return suppliers ? <Form key={product.productId} product={product} suppliers={suppliers} /> : null;
}
