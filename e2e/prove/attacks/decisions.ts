import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import { aftermath, unfollowed } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { openOrders } from './open-orders.ts';

/** One order, several people: the same decision twice, two opposite ones, one too early, one at the last moment. */
export const decisions: Attack = {
  name: 'decisions',
  cases: { full: 2000, short: 100 },
  async play(ground, random) {
    const faulty = random.chance(0.6);
    const raced = random.chance(0.4);
    // Time must pass while calls wait, or nobody is ever late by a moment.
    const policy = { ...roughly(random, faulty ? 5 : 0), ...(raced && { delay: 0.2 }) };
    const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
    ground.shop([{ orderId: ground.newOrderId(), productId, quantity: random.between(1, 4) }]);
    const early = random.chance(0.3);
    if (early)
      ground.whenAwaiting = (id) => ground.decide('manager', id, random.pick(['APPROVED', 'APPROVED', 'REJECTED']));
    await ground.run(early ? policy : smoothly, early ? random.pick([0, 0.01, 5]) : 5);
    for (const order of await openOrders(ground)) {
      for (let count = random.between(1, 4); count > 0; count -= 1)
        ground.decide(
          random.pick(['approver', 'manager']),
          order.purchaseOrderId,
          random.pick(['APPROVED', 'REJECTED']),
          raced
            ? untilDeadline(ground, order) + random.pick([-1000, -1, 0, 1, 2, 1000, 3000])
            : random.pick([0, 0, 500, 60_000]),
        );
    }
    if (faulty && random.chance(0.3)) ground.sweep(random.below(2000));
    if (faulty && random.chance(0.03)) await ground.restart();
    await ground.run(policy, raced ? 26 * 60 : 10);
    // Where nothing went wrong, the callback itself has woken the execution: no sweep was needed.
    const waiting = faulty ? [] : unfollowed(await openOrders(ground));
    return [...waiting, ...(await aftermath(ground, random))];
  },
};

const untilDeadline = (ground: Ground, { deadline }: PurchaseOrder): number =>
  Math.max(0, Date.parse(deadline) - Date.parse(ground.now()));
