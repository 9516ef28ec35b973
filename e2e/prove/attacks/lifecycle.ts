import type { Reservation } from '../../../amplify/domain/models.ts';
import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { changeOrders } from './change-orders.ts';

/** An hour later sweeps find what nobody claimed, while some of it is claimed after all. Answers what they left. */
const letExpire = async (ground: Ground, random: Random): Promise<string[]> => {
  await ground.run(smoothly, 50);
  const swept = ground.now();
  changeOrders(ground, random);
  for (let times = random.between(1, 3); times > 0; times -= 1) ground.expire(random.below(3) * 1000);
  await ground.run(roughly(random, 6), 15);
  ground.expire();
  await ground.run(smoothly, 15);
  const rows = await ground.tables.rows<Reservation>('Reservation');
  return rows
    .filter(({ status, expiresAt = '' }) => status === 'RESERVED' && expiresAt <= swept)
    .map(({ orderId }) => `what is due has expired after a sweep: ${orderId} is reserved`);
};

/** Orders and what becomes of them later, at the same time and in any order, twice, and in contradiction. */
export const lifecycle: Attack = {
  name: 'lifecycle',
  cases: { full: 800, short: 20 },
  async play(ground, random) {
    const productId = await ground.open({ available: random.between(4, 12), reorderPoint: 0, reservationHours: 1 });
    for (let count = random.between(1, 4); count > 0; count -= 1) {
      const order = { orderId: ground.newOrderId(), productId, quantity: random.between(1, 3) };
      const copies = Array.from({ length: random.pick([1, 1, 2]) }, () => order);
      ground.shop(copies, random.pick([0, 0, 1000, 60_000]));
    }
    changeOrders(ground, random);
    // Long before anything is due.
    if (random.chance(0.3)) ground.expire(random.below(5000));
    await ground.run(roughly(random, 8), 20);
    const overdue = random.chance(0.5) ? await letExpire(ground, random) : [];
    return [...overdue, ...(await aftermath(ground, random))];
  },
};
