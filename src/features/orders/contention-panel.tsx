import { Button, NumberInput } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import { type FormEvent, useState } from 'react';
import { useReadOnly } from '../../lib/connection.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { type Buyer, buyersOf, type Race, tallyOf } from './contention.ts';
import styles from './contention-panel.module.css';
import { placeOrdersMutation } from './mutations.ts';
import formStyles from './order-form.module.css';
import type { TrackedOrder } from './placed-orders.ts';
import type { ProductField } from './product-field.ts';

const words = messages.contention;
const MOST_BUYERS = 100;
const ICONS = { WAITING: IconCircleDashed, WON: IconCircleCheck, LOST: IconCircleX };

function Tile({ buyer, quantity }: { buyer: Buyer; quantity: number }) {
  const Icon = ICONS[buyer.result];
  const said = {
    WAITING: words.waiting,
    WON: words.won(formatNumber(quantity)),
    LOST: buyer.left === undefined ? words.lost : words.lostWith(formatNumber(buyer.left)),
  }[buyer.result];
  return (
    <li className={styles.tile} data-result={buyer.result}>
      <Icon size={15} stroke={2.2} aria-hidden />
      <span className={styles.number}>{words.buyer(buyer.number)}</span>
      <span className={styles.said}>{said}</span>
    </li>
  );
}

function Outcome({ race, orders }: { race: Race; orders: readonly TrackedOrder[] }) {
  const buyers = buyersOf(race, orders);
  const { answered, won, promised, stock } = tallyOf(race, buyers);
  const over = answered === buyers.length;
  return (
    <div className={styles.outcome}>
      <p className={styles.sum} role="status">
        {over
          ? words.over(won, buyers.length, formatNumber(promised), formatNumber(stock))
          : words.answered(answered, buyers.length)}
      </p>
      <ul className={styles.tiles} aria-label={words.buyers}>
        {buyers.map((buyer) => (
          <Tile key={buyer.orderId} buyer={buyer} quantity={race.quantity} />
        ))}
      </ul>
    </div>
  );
}

type Props = {
  orders: readonly TrackedOrder[];
  onPlaced: (orderIds: string[]) => void;
  product: ProductField;
  /** Undefined while nobody knows. */
  availableOf: (productId: string) => number | undefined;
};

/** Many buyers at once, each for all that is left of a product: one of them can have it. */
export function ContentionPanel({ orders, onPlaced, product, availableOf }: Props) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(placeOrdersMutation);
  const [productId, setProductId] = useState<string>();
  const [count, setCount] = useState<number | string>(20);
  const [race, setRace] = useState<Race>();
  const available = productId === undefined ? undefined : availableOf(productId);
  const buyers = Number(count);
  const ready = available !== undefined && available > 0 && Number.isInteger(buyers) && buyers >= 2;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || productId === undefined || buyers > MOST_BUYERS) return;
    mutation.mutate(
      { productId, quantity: available, count: buyers },
      {
        onSuccess: (orderIds) => {
          setRace({ productId, quantity: available, orderIds });
          onPlaced(orderIds);
        },
      },
    );
  };
  return (
    <>
      <form className={formStyles.form} aria-label={words.title} onSubmit={onSubmit} noValidate>
        {product({ label: words.product, none: words.chooseProduct, value: productId, onChange: setProductId })}
        <NumberInput
          size="xs"
          label={words.buyers}
          min={2}
          max={MOST_BUYERS}
          allowDecimal={false}
          value={count}
          onChange={setCount}
        />
        <p className={styles.hint}>
          {available === undefined ? words.choose : available > 0 ? words.each(formatNumber(available)) : words.nothing}
        </p>
        <Button type="submit" loading={mutation.isPending} disabled={readOnly || !ready}>
          {words.start}
        </Button>
        {mutation.error ? (
          <p className={formStyles.error} role="alert">
            {explain(mutation.error)}
          </p>
        ) : null}
      </form>
      {race ? <Outcome race={race} orders={orders} /> : null}
    </>
  );
}
