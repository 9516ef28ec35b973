import { Button, NumberInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useRef } from 'react';
import { whyNotDelivered } from '../../../amplify/domain/sizing.ts';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { LocationSelect } from '../../components/location-select.tsx';
import type { Product, PurchaseOrder, Supplier } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatMoney, formatNumber } from '../../lib/format.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './decision-form.module.css';
import { requestMutation } from './mutations.ts';

type Values = { productId: string | undefined; locationId: string; quantity: number | string; note: string };
type Offer = { product: Product | undefined; supplier: Supplier | undefined };

type Props = {
  offerOf: (productId: string | undefined) => Offer;
  onRequested: (order: PurchaseOrder) => void;
  product: (value: string | undefined, onChange: (value: string | undefined) => void) => ReactNode;
};

/** What is wrong with a quantity, or null: the same rule as the backend's. */
export function checkRequested(value: number | string, supplier: Supplier | undefined): string | null {
  const quantity = Number(value);
  if (value === '' || !Number.isInteger(quantity) || quantity < 1) return 'A whole number from 1.';
  return (supplier && whyNotDelivered(quantity, supplier)) ?? null;
}

/** From whom, in what packs and for how much: what a person needs to know before they ask. */
export function aboutOffer({ product, supplier }: Offer, quantity: number | string): string {
  if (!supplier) return 'No supplier is known.';
  const packs = supplier.multiple > 1 ? `, in ${formatNumber(supplier.multiple)}s` : '';
  const least = supplier.minimumQuantity > 1 ? `, at least ${formatNumber(supplier.minimumQuantity)}` : '';
  const cost =
    product?.unitCost != null && Number(quantity) > 0
      ? `: ${formatMoney(product.unitCost * Number(quantity), supplier.currency)}`
      : '';
  return `From ${supplier.name} in ${supplier.leadTimeDays} days${least}${packs}${cost}`;
}

/** Asks for an order past the rule on low stock. Somebody else decides it. */
export function RequestForm({ offerOf, onRequested, product }: Props) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(requestMutation(onRequested));
  // One id until it succeeded: a second click, or a retry after a lost answer, asks once.
  const attempt = useRef(crypto.randomUUID());
  const form = useForm<Values>({
    initialValues: { productId: undefined, locationId: DEFAULT_LOCATION, quantity: '', note: '' },
    validate: {
      productId: (value) => (value ? null : 'Choose a product.'),
      quantity: (value, { productId }) => checkRequested(value, offerOf(productId).supplier),
    },
    onValuesChange: () => {
      attempt.current = crypto.randomUUID();
    },
  });
  const { productId, quantity } = form.values;
  const onSubmit = form.onSubmit((values) =>
    mutation.mutate({
      purchaseOrderId: attempt.current,
      productId: values.productId ?? '',
      locationId: values.locationId,
      quantity: Number(values.quantity),
      note: values.note.trim() || undefined,
    }),
  );
  return (
    <form className={styles.form} aria-label="New purchase order" onSubmit={onSubmit} noValidate>
      {product(productId, (value) => form.setFieldValue('productId', value))}
      <LocationSelect {...form.getInputProps('locationId')} />
      <NumberInput label="Quantity" min={1} allowDecimal={false} {...form.getInputProps('quantity')} />
      <Textarea
        label="Note"
        description="Kept with the order"
        maxLength={500}
        autosize
        {...form.getInputProps('note')}
      />
      {productId ? <p className={styles.hint}>{aboutOffer(offerOf(productId), quantity)}</p> : null}
      {form.errors.productId || mutation.error ? (
        <p className={styles.error} role="alert">
          {form.errors.productId ?? explain(mutation.error)}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" size="sm" disabled={readOnly || mutation.isPending}>
          {mutation.isPending ? 'Requesting…' : 'Request purchase order'}
        </Button>
      </div>
    </form>
  );
}
