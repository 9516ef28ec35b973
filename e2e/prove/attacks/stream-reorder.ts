import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, twiceMostly } from '../faults.ts';
import { openOrders } from './open-orders.ts';

/** Stock falls to nothing, is replenished and falls again, while stream records come late, again, and out of turn. */
export const streamReorder: Attack = {
  name: 'stream-reorder',
  cases: { full: 2000, short: 100 },
  async play(ground, random) {
    const policy = twiceMostly(random, roughly(random, 3));
    const available = random.between(1, 4);
    const productId = await ground.open({ available, reorderPoint: random.between(0, 3), reorderQuantity: 4 });
    const order = (quantity: number, after: number) =>
      ground.shop([{ orderId: ground.newOrderId(), productId, quantity }], after);
    order(available, 0);
    await ground.run(policy, random.pick([0.05, 2]));
    for (const { purchaseOrderId } of await openOrders(ground)) ground.decide('approver', purchaseOrderId, 'APPROVED');
    for (let count = random.between(1, 3); count > 0; count -= 1) order(random.between(1, 4), random.below(3000));
    if (random.chance(0.5)) ground.sweep(random.below(3000));
    await ground.run(policy, random.pick([0.1, 5]));
    for (const { purchaseOrderId } of await openOrders(ground)) ground.decide('manager', purchaseOrderId, 'APPROVED');
    await ground.run(policy, 5);
    return aftermath(ground, random);
  },
};
