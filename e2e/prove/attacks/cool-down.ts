import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { openOrders } from './open-orders.ts';

const ordersOf = (ground: Ground) => ground.tables.rows<PurchaseOrder>('PurchaseOrder');

/** A product that is still low after a rejection or an expiry: no new order within the pause, but one after it. */
export const coolDown: Attack = {
  name: 'cool-down',
  cases: { full: 200, short: 10 },
  async play(ground, random) {
    const policy = roughly(random, 3);
    // What is reserved must outlast the attack: stock that comes back would end the shortage.
    const productId = await ground.open({ available: 5, reorderPoint: 4, reorderQuantity: 3, reservationHours: 240 });
    ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 1 }]);
    await ground.run(smoothly, 10);
    const [first] = await openOrders(ground);
    if (!first) return ['low stock is ordered: it was not'];
    const rejected = random.chance(0.5);
    if (rejected) ground.decide('approver', first.purchaseOrderId, 'REJECTED');
    await ground.run(policy, rejected ? 5 : 24 * 60 + 1);
    for (let count = random.between(1, 4); count > 0; count -= 1) ground.sweep(random.below(20 * 60_000));
    // Too much for what is there: a shortage, and yet no reason to ask again at once.
    ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 50 }], random.below(20 * 60_000));
    const before = await ordersOf(ground);
    await ground.run(policy, 25);
    const paused = (await ordersOf(ground)).length === before.length;
    await ground.run(smoothly, 61);
    ground.sweep();
    await ground.run(smoothly, 5);
    const again = await openOrders(ground);
    await ground.run(smoothly);
    return [
      ...(paused ? [] : ['no automatic order while a product cools down: there was one']),
      ...(again.length === 1 ? [] : [`after the pause low stock is ordered again: ${again.length} orders are open`]),
    ];
  },
};
