import type { StockLevel } from '../../../amplify/domain/models.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly, twiceMostly } from '../faults.ts';
import { sum } from '../invariants/invariant.ts';

/** Orders that come one to ten times, in one batch and in several, from the shop, the rule, the queue and its poller. */
export const duplicates: Attack = {
  name: 'duplicates',
  cases: { full: 5000, short: 200 },
  async play(ground, random) {
    const products = [await ground.open({ available: 100, reorderPoint: 0 })];
    if (random.chance(0.3)) products.push(await ground.open({ available: 100, reorderPoint: 0 }));
    const orders = Array.from({ length: random.between(1, 3) }, () => ({
      orderId: ground.newOrderId(),
      productId: random.pick(products),
      quantity: random.between(1, 9),
    }));
    const copies = random.shuffled(
      orders.flatMap((order) => Array.from({ length: random.between(1, 10) }, () => ({ ...order }))),
    );
    while (copies.length > 0) ground.shop(copies.splice(0, random.between(1, 10)), random.pick([0, 0, 1000, 95_000]));
    await ground.run(twiceMostly(random, roughly(random, 4)), 15);
    await ground.run(smoothly, 12);
    const wanted = sum(orders.map(({ quantity }) => quantity));
    // An order whose five tries all failed is among the dead letters, which the aftermath sends back.
    const undone = await aftermath(ground, random);
    const taken = sum((await ground.tables.rows<StockLevel>('StockLevel')).map(({ reserved }) => reserved));
    return wanted === taken ? undone : [`one effect: orders of ${wanted} took ${taken}`];
  },
};
