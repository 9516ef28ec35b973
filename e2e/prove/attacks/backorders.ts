import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, twiceMostly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { changeOrders } from './change-orders.ts';

/** Orders that may wait for stock, alone and of several lines, while stock turns up bit by bit and some are given up. */
export const backorders: Attack = {
  name: 'backorders',
  cases: { full: 250, short: 10 },
  async play(ground, random) {
    const products: string[] = [];
    for (let count = random.between(1, 2); count > 0; count -= 1)
      products.push(await ground.open({ available: random.between(0, 3), reorderPoint: 0 }));
    for (let count = random.between(2, 5); count > 0; count -= 1) placeOrder(ground, random, products);
    if (random.chance(0.4)) changeOrders(ground, random);
    for (let count = random.between(1, 4); count > 0; count -= 1)
      ground.adjust(random.pick(products), random.between(1, 3), `found-${count}`, random.below(120_000));
    if (random.chance(0.3)) ground.sweep(random.below(120_000));
    await ground.run(twiceMostly(random, roughly(random, 6)), 20);
    return aftermath(ground, random);
  },
};

const placeOrder = (ground: Ground, random: Random, products: string[]): void => {
  const line = () => ({ productId: random.pick(products), quantity: random.between(1, 3) });
  const content = products.length > 1 && random.chance(0.4) ? { lines: [line(), line()] } : line();
  const order = { orderId: ground.newOrderId(), ...content, ...(random.chance(0.8) && { allowBackorder: true }) };
  const copies = Array.from({ length: random.pick([1, 1, 2]) }, () => order);
  ground.shop(copies, random.pick([0, 0, 1000, random.below(100_000)]));
};
