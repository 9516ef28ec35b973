import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import { isOnItsWay, outstanding } from '../../../amplify/domain/receiving.ts';
import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath, unfollowed } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { openOrders, untilDeadline } from './open-orders.ts';

/**
 * One order, several people: the same decision twice, two opposite ones, one too early, one at the last moment; decisions
 * returned within their seconds, a moment after, and by somebody else; over the limit and under it; asked for by stock, and by
 * people several times at once; cancelled; goods received in parts, twice, at once, too many.
 */
export const decisions: Attack = {
  name: 'decisions',
  cases: { full: 2000, short: 100 },
  async play(ground, random) {
    const faulty = random.chance(0.6);
    const raced = random.chance(0.4);
    // Time must pass while calls wait, or nobody is ever late by a moment.
    const policy = { ...roughly(random, faulty ? 5 : 0), ...(raced && { delay: 0.2 }) };
    await ground.settings(random.chance(0.5), random.pick([undefined, 10_000, 500]));
    const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
    if (random.chance(0.3)) requestSomehow(ground, random, productId);
    else ground.shop([{ orderId: ground.newOrderId(), productId, quantity: random.between(1, 4) }]);
    const early = random.chance(0.3);
    if (early)
      ground.whenAwaiting = (id) => ground.decide('manager', id, random.pick(['APPROVED', 'APPROVED', 'REJECTED']));
    await ground.run(early ? policy : smoothly, early ? random.pick([0, 0.01, 5]) : 5);
    for (const order of await openOrders(ground)) {
      const due = untilDeadline(ground, order);
      for (let count = random.between(1, 4); count > 0; count -= 1)
        ground.decide(
          random.pick(['approver', 'manager']),
          order.purchaseOrderId,
          random.pick(['APPROVED', 'REJECTED']),
          raced ? due + random.pick([-1000, -1, 0, 1, 2, 1000, 3000]) : random.pick([0, 0, 500, 60_000]),
        );
      if (random.chance(0.2))
        ground.cancel(
          random.pick(['operator', 'manager', 'approver']),
          order.purchaseOrderId,
          random.pick([0, 0, 1, 700]),
        );
      for (let count = random.pick([0, 0, 1, 2]); count > 0; count -= 1)
        ground.undo(
          random.pick(['approver', 'approver', 'manager']),
          order.purchaseOrderId,
          (raced ? due - 1000 : 0) + random.pick([0, 600, 5000, 9_990, 9_999, 10_000, 11_000]),
        );
    }
    if (faulty && random.chance(0.3)) ground.sweep(random.below(2000));
    if (faulty && random.chance(0.03)) await ground.restart();
    // A day holds many sweeps: without one, what a function that ran out of time left behind would wait for all of it. And
    // what a sweep has asked for may be left behind in turn, for the next one.
    if (raced) for (const minutes of [10, 20, 8 * 60, 16 * 60, 24 * 60]) ground.sweep(minutes * 60_000);
    await ground.run(policy, raced ? 26 * 60 : 10);
    for (const order of (await openOrders(ground)).filter(({ firstApprovedById }) => firstApprovedById !== undefined))
      for (const who of ['approver', 'manager'] as const)
        ground.decide(who, order.purchaseOrderId, 'APPROVED', random.pick([0, 0, 20]));
    await ground.run(policy, 5);
    for (const order of (await openOrders(ground)).filter(isOnItsWay)) receiveSomehow(ground, random, order);
    await ground.run(policy, 5);
    // Where nothing went wrong, and no function ran out of time, the callback itself has woken the execution.
    const waiting = faulty || policy.delay > 0 ? [] : unfollowed(await openOrders(ground));
    return [...waiting, ...(await aftermath(ground, random))];
  },
};

/** Several people, or one several times, ask for the same product. */
const requestSomehow = (ground: Ground, random: Random, productId: string): void => {
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    const who = random.pick(['operator', 'operator', 'manager'] as const);
    ground.request(
      `request-${random.between(1, 2)}`,
      productId,
      random.between(4, 6),
      who,
      random.pick([0, 0, 1, 500]),
    );
  }
};

/** More attempts than there is to come, some under the same id, all within a second or two. */
const receiveSomehow = (ground: Ground, random: Random, order: PurchaseOrder): void => {
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    const quantity = random.pick([1, 2, order.quantity, outstanding(order), order.quantity + 1]);
    ground.receive(order.purchaseOrderId, quantity, `receipt-${random.between(1, 3)}`, random.pick([0, 0, 1, 1000]));
  }
  if (random.chance(0.2)) ground.closeShort(order.purchaseOrderId, random.pick([0, 1, 1000]));
};
