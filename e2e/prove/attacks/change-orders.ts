import type { Random } from '../../../local/testing/simulation/random.ts';
import type { Ground } from '../ground.ts';

/** A delivery and its retries last so long: what comes within that time may overtake what came before. */
const MILLISECONDS = 120_000;

interface Order {
  orderId: string;
  productId?: string;
  lines?: { productId: string }[];
}

const ordersOf = ({ sent }: Ground): Order[] => {
  const orders = sent.map(({ detail }) => detail as Order | undefined);
  return orders.filter((order): order is Order => order !== undefined);
};

/** Orders are cancelled and shipped, some of them both, whole or by line, once or twice, before they come and after. */
export const changeOrders = (ground: Ground, random: Random): void => {
  const orders = new Map(ordersOf(ground).map((order) => [order.orderId, order]));
  for (const { orderId, productId: only, lines = [] } of orders.values()) {
    const productId = only ?? random.pick(lines).productId;
    const types = random.pick([
      [],
      ['order-cancelled'],
      ['order-shipped'],
      ['order-cancelled', 'order-shipped'],
      ['order-shipped', 'order-cancelled'],
    ] as const);
    for (const type of types)
      for (let times = random.pick([1, 1, 2]); times > 0; times -= 1) {
        const detail = random.chance(0.5) ? { orderId } : { orderId, productId };
        ground.change({ type, detail }, random.pick([0, 0, 1000, random.below(MILLISECONDS)]));
      }
  }
};
