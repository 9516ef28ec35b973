import type { TrackedOrder } from './placed-orders.ts';

/** Who raced for what: as many buyers as orders, each for all that was left of a product when they were sent. */
export type Race = { productId: string; quantity: number; orderIds: readonly string[] };

export type Buyer = { orderId: string; number: number; result: 'WAITING' | 'WON' | 'LOST'; left: number | undefined };

/** What became of each buyer, in the order in which the orders were sent; which one wins is not theirs to choose. */
export function buyersOf({ orderIds }: Race, orders: readonly TrackedOrder[]): Buyer[] {
  const known = new Map(orders.map((order) => [order.orderId, order]));
  return orderIds.map((orderId, index) => {
    const { outcome = 'WAITING', reservation } = known.get(orderId) ?? {};
    const took =
      outcome !== 'WAITING' && outcome !== 'UNAVAILABLE' && outcome !== 'BACKORDERED' && outcome !== 'REJECTED';
    const result = outcome === 'WAITING' ? 'WAITING' : took ? 'WON' : 'LOST';
    return { orderId, number: index + 1, result, left: reservation?.availableQuantity ?? undefined };
  });
}

export type Tally = { buyers: number; answered: number; won: number; promised: number; stock: number };

/** `promised` is what the winners were promised together: never more than the stock there was. */
export function tallyOf(race: Race, buyers: readonly Buyer[]): Tally {
  const won = buyers.filter(({ result }) => result === 'WON').length;
  const answered = buyers.filter(({ result }) => result !== 'WAITING').length;
  return { buyers: buyers.length, answered, won, promised: won * race.quantity, stock: race.quantity };
}
