import { Button, Checkbox, CloseButton, NumberInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { MAX_ORDER_LINES } from '../../../amplify/domain/order.ts';
import { messages } from '../../lib/messages.ts';
import styles from './order-form.module.css';
import { newLine, type OrderValues } from './order-values.ts';
import type { ProductField } from './product-field.ts';

const words = messages.placeOrder;

/** The lines of an order after its first one. */
export function OrderLines({ form, product }: { form: UseFormReturnType<OrderValues>; product: ProductField }) {
  const { more } = form.values;
  return (
    <>
      {more.map(({ key, productId }, index) => (
        <fieldset key={key} className={styles.line}>
          <legend className={styles.legend}>{words.line(index + 2)}</legend>
          <CloseButton
            className={styles.remove}
            size="sm"
            aria-label={words.removeLine(index + 2)}
            onClick={() => form.removeListItem('more', index)}
          />
          {product({
            label: words.product,
            none: words.chooseProduct,
            value: productId,
            onChange: (value) => form.setFieldValue(`more.${index}.productId`, value),
            error: form.errors[`more.${index}.productId`],
          })}
          <NumberInput
            size="xs"
            label={words.quantity}
            min={1}
            allowDecimal={false}
            {...form.getInputProps(`more.${index}.quantity`)}
          />
        </fieldset>
      ))}
      <Button
        size="xs"
        variant="default"
        disabled={more.length + 1 >= MAX_ORDER_LINES}
        onClick={() => form.insertListItem('more', newLine())}
      >
        {words.addLine}
      </Button>
      {more.length > 0 ? (
        <Checkbox size="xs" label={words.allowPartial} {...form.getInputProps('allowPartial', { type: 'checkbox' })} />
      ) : null}
    </>
  );
}
