import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { LocationSelect } from '../../components/location-select.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { checkCount, checkQuantity } from './check-order.ts';
import { type OrderRequest, placeOrdersMutation } from './mutations.ts';
import styles from './order-form.module.css';

type Values = {
  productId: string | undefined;
  quantity: number | string;
  count: number | string;
  locationId: string;
  allowBackorder: boolean;
};

type Props = {
  kind: 'single' | 'burst';
  onPlaced: (orderIds: string[]) => void;
  product: (value: string | undefined, onChange: (value: string | undefined) => void) => ReactNode;
};

function requestOf(
  kind: Props['kind'],
  { productId, quantity, count, locationId, allowBackorder }: Values,
): OrderRequest {
  const order = { productId, locationId, allowBackorder };
  return kind === 'single' ? { ...order, quantity: Number(quantity) } : { ...order, count: Number(count) };
}

/** One order of a chosen quantity, or a burst of small ones. */
export function OrderForm({ kind, onPlaced, product }: Props) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(placeOrdersMutation);
  const single = kind === 'single';
  const form = useForm<Values>({
    initialValues: {
      productId: undefined,
      quantity: 1,
      count: 20,
      locationId: DEFAULT_LOCATION,
      allowBackorder: false,
    },
    validate: { quantity: single ? checkQuantity : () => null, count: single ? () => null : checkCount },
  });
  const onSubmit = form.onSubmit((values) => mutation.mutate(requestOf(kind, values), { onSuccess: onPlaced }));
  return (
    <form
      className={styles.form}
      onSubmit={onSubmit}
      aria-label={single ? 'Place an order' : 'Place a burst'}
      noValidate
    >
      {product(form.values.productId, (value) => form.setFieldValue('productId', value))}
      {single ? (
        <NumberInput size="xs" label="Quantity" min={1} allowDecimal={false} {...form.getInputProps('quantity')} />
      ) : (
        <NumberInput size="xs" label="Orders" min={1} allowDecimal={false} {...form.getInputProps('count')} />
      )}
      <LocationSelect {...form.getInputProps('locationId')} />
      <Checkbox
        size="xs"
        label={messages.placeOrder.allowBackorder}
        {...form.getInputProps('allowBackorder', { type: 'checkbox' })}
      />
      <Button type="submit" loading={mutation.isPending} disabled={readOnly}>
        {single ? 'Place order' : 'Place burst'}
      </Button>
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}
