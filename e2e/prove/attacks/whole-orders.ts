import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, twiceMostly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { changeOrders } from './change-orders.ts';

/** Orders of several lines for the last units of the same products, twice, with other lines, cancelled and shipped. */
export const wholeOrders: Attack = {
  name: 'whole-orders',
  cases: { full: 250, short: 10 },
  async play(ground, random) {
    const products: string[] = [];
    for (let count = random.between(2, 3); count > 0; count -= 1)
      products.push(await ground.open({ available: random.between(1, 8), reorderPoint: 0 }));
    for (let count = random.between(2, 5); count > 0; count -= 1) placeOrder(ground, random, products);
    if (random.chance(0.4)) changeOrders(ground, random);
    await ground.run(twiceMostly(random, roughly(random, 6)), 20);
    return aftermath(ground, random);
  },
};

const placeOrder = (ground: Ground, random: Random, products: string[]): void => {
  const orderId = ground.newOrderId();
  const after = random.pick([0, 0, 1000, random.below(100_000)]);
  if (random.chance(0.25)) {
    ground.shop([{ orderId, productId: random.pick(products), quantity: random.between(1, 3) }], after);
    return;
  }
  const lines = random
    .shuffled(products)
    .slice(0, random.between(2, 3))
    .map((productId) => ({ productId, quantity: random.between(1, 3) }));
  if (random.chance(0.05)) lines.push({ productId: 'nobody-knows', quantity: 1 });
  const order = { orderId, lines, ...(random.chance(0.3) && { allowPartial: true }) };
  const copies: object[] = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => order);
  if (random.chance(0.1)) copies.push({ orderId, lines: lines.slice(1) });
  if (random.chance(0.5)) ground.shop(copies, after);
  else for (const copy of copies) ground.shop([copy], random.below(100_000));
};
