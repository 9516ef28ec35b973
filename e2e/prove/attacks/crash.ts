import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { type Boundary, failingAt, noting } from './boundaries.ts';
import { openOrders } from './open-orders.ts';

/**
 * A run that touches everything: served, unserved, unknown and unreadable orders, one of two lines that waits, and a
 * purchase order that arrives.
 */
const everyPath = async (ground: Ground, policy: Policy): Promise<void> => {
  const productId = await ground.open({ available: 4, reorderPoint: 2, reorderQuantity: 5 });
  const other = await ground.open({ available: 1, reorderPoint: 0 });
  const lines = [
    { productId, quantity: 5 },
    { productId: other, quantity: 1 },
  ];
  ground.shop([
    { orderId: ground.newOrderId(), productId, quantity: 4 },
    { orderId: ground.newOrderId(), productId, quantity: 3 },
    { orderId: ground.newOrderId(), lines, allowBackorder: true },
    { orderId: ground.newOrderId(), productId: 'nobody-knows', quantity: 1 },
    { orderId: ground.newOrderId(), productId, quantity: -1 },
  ]);
  await ground.run(policy, 12);
  for (const { purchaseOrderId } of await openOrders(ground)) ground.decide('approver', purchaseOrderId, 'APPROVED');
  await ground.run(policy, 12);
};

const boundaries: Boundary[] = [];

/** A crash before and after every effect, a lost answer at every boundary between services; then random pairs of them. */
export const crash: Attack = {
  name: 'crash',
  cases: { full: 500, short: 0 },
  async plan(ground) {
    boundaries.length = 0;
    await ground.begin('crash/plan');
    await everyPath(ground, noting(boundaries));
    await aftermath(ground, ground.random);
    await ground.clear();
    return boundaries.length;
  },
  // Every death; refusals and lost answers are in most other attacks too.
  inShort: (seed) => boundaries[seed - 1]?.fault.startsWith('dies') === true || seed % 6 === 0,
  async play(ground, random, seed) {
    const one = boundaries[seed - 1];
    await everyPath(ground, failingAt(one ? [one] : [random.pick(boundaries), random.pick(boundaries)]));
    return aftermath(ground, random);
  },
};
