import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly } from '../faults.ts';
import { changeOrders } from './change-orders.ts';

/** Orders and what becomes of them later, at the same time and in any order, twice, and in contradiction. */
export const lifecycle: Attack = {
  name: 'lifecycle',
  cases: { full: 5000, short: 100 },
  async play(ground, random) {
    const productId = await ground.open({ available: random.between(4, 12), reorderPoint: 0 });
    for (let count = random.between(1, 4); count > 0; count -= 1) {
      const order = { orderId: ground.newOrderId(), productId, quantity: random.between(1, 3) };
      const copies = Array.from({ length: random.pick([1, 1, 2]) }, () => order);
      ground.shop(copies, random.pick([0, 0, 1000, 60_000]));
    }
    changeOrders(ground, random);
    await ground.run(roughly(random, 8), 20);
    return aftermath(ground, random);
  },
};
