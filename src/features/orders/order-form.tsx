import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { LocationSelect } from '../../components/location-select.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { checkCount, checkQuantity } from './check-order.ts';
import { placeOrdersMutation } from './mutations.ts';
import styles from './order-form.module.css';
import { OrderLines } from './order-lines.tsx';
import { burstOf, checkProduct, lineRules, type OrderValues, orderOf } from './order-values.ts';
import type { ProductField } from './product-field.ts';

const words = messages.placeOrder;

type Props = {
  kind: 'single' | 'burst';
  onPlaced: (orderIds: string[]) => void;
  product: ProductField;
};

/** One order of a chosen quantity, or of several products, or a burst of small ones. */
export function OrderForm({ kind, onPlaced, product }: Props) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(placeOrdersMutation);
  const single = kind === 'single';
  const form = useForm<OrderValues>({
    initialValues: {
      productId: undefined,
      quantity: 1,
      more: [],
      allowPartial: false,
      count: 20,
      locationId: DEFAULT_LOCATION,
      allowBackorder: false,
    },
    validate: single
      ? {
          productId: (productId, { more }) => (more.length > 0 ? checkProduct(productId) : null),
          quantity: checkQuantity,
          more: lineRules,
        }
      : { count: checkCount },
  });
  const onSubmit = form.onSubmit((values) =>
    mutation.mutate(single ? orderOf(values) : burstOf(values), { onSuccess: onPlaced }),
  );
  return (
    <form
      className={styles.form}
      onSubmit={onSubmit}
      aria-label={single ? 'Place an order' : 'Place a burst'}
      noValidate
    >
      {product({
        label: words.product,
        none: form.values.more.length > 0 ? words.chooseProduct : words.randomProduct,
        value: form.values.productId,
        onChange: (value) => form.setFieldValue('productId', value),
        error: form.errors.productId,
      })}
      {single ? (
        <>
          <NumberInput
            size="xs"
            label={words.quantity}
            min={1}
            allowDecimal={false}
            {...form.getInputProps('quantity')}
          />
          <OrderLines form={form} product={product} />
        </>
      ) : (
        <NumberInput size="xs" label="Orders" min={1} allowDecimal={false} {...form.getInputProps('count')} />
      )}
      <LocationSelect {...form.getInputProps('locationId')} />
      <Checkbox
        size="xs"
        label={words.allowBackorder}
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
