import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { changeOrders } from './change-orders.ts';
import { adjustAndTakeBack } from './changes-by-hand.ts';
import { openOrders } from './open-orders.ts';

const POISON = ['not an order', '{}', '{"detail":[]}', '{"detail":{"orderId":"p","productId":"p1","quantity":-1}}'];

/** Everything at once: orders that come again, poison between them, adjustments, sweeps, decisions, restarts, faults. */
export const wholeFlow: Attack = {
  name: 'whole-flow',
  cases: { full: 10_000, short: 200 },
  async play(ground, random) {
    const policy = roughly(random, 12);
    const products = await openProducts(ground, random);
    placeOrders(ground, random, products);
    if (random.chance(0.5)) changeOrders(ground, random);
    if (random.chance(0.3)) adjustAndTakeBack(ground, random, random.pick(products));
    if (random.chance(0.3)) ground.sweep(random.below(5000));
    await ground.run(policy, 12);
    for (const order of await openOrders(ground)) decideSomehow(ground, random, order);
    if (random.chance(0.01)) await ground.restart();
    if (random.chance(0.3)) ground.redriveWhile(random.below(600_000));
    if (random.chance(0.3)) ground.sweep(random.below(5000));
    await ground.run(policy, 12);
    if (random.chance(0.1)) await letExpire(ground, random);
    return aftermath(ground, random);
  },
};

/** An hour later some of what nobody claimed is due. */
const letExpire = async (ground: Ground, random: Random): Promise<void> => {
  await ground.run(smoothly, 60);
  ground.expire(random.below(5000));
  await ground.run(roughly(random, 4), 12);
};

const openProducts = async (ground: Ground, random: Random): Promise<string[]> => {
  const products: string[] = [];
  for (let count = random.between(1, 2); count > 0; count -= 1)
    products.push(
      await ground.open({
        available: random.between(0, 8),
        reorderPoint: random.between(0, 4),
        reservationHours: random.pick([1, 24]),
        reorderQuantity: random.between(5, 12),
      }),
    );
  return products;
};

const placeOrders = (ground: Ground, random: Random, products: string[]): void => {
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    const order = { orderId: ground.newOrderId(), productId: random.pick(products), quantity: random.between(1, 5) };
    if (random.chance(0.05)) order.productId = 'nobody-knows';
    const times = random.chance(0.3) ? random.between(2, 4) : 1;
    const copies = Array.from({ length: times }, () => ({ ...order }));
    if (random.chance(0.1)) copies.push({ ...order, quantity: order.quantity + 1 });
    if (random.chance(0.5)) ground.shop(copies, random.below(3) * 1000);
    else for (const copy of copies) ground.shop([copy], random.below(100_000));
  }
  if (random.chance(0.2)) ground.post(random.pick(POISON));
};

const decideSomehow = (ground: Ground, random: Random, { purchaseOrderId }: PurchaseOrder): void => {
  for (let times = random.pick([0, 1, 1, 1, 2, 3]); times > 0; times -= 1) {
    const decision = random.pick(['APPROVED', 'APPROVED', 'REJECTED'] as const);
    ground.decide(random.pick(['approver', 'manager']), purchaseOrderId, decision, random.below(2000));
  }
};
