import type { Reservation } from '../../../amplify/domain/models.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import { levelOf } from './open-orders.ts';

/** The bus takes at most so many events in a call. */
const EVENTS_A_CALL = 10;

/** So many orders of one unit each for fewer units than orders: all of the stock is reserved, and not one unit more. */
export const lastUnits = (orders: number): Attack => ({
  name: `last-units-${orders}`,
  cases: { full: 1000, short: 10 },
  async play(ground, random) {
    const units = random.between(1, orders - 1);
    const productId = await ground.open({ available: units, reorderPoint: 0 });
    const details = Array.from({ length: orders }, () => ({ orderId: ground.newOrderId(), productId, quantity: 1 }));
    // Few in a call make many batches at once, many in a call make one.
    const atOnce = random.pick(orders > 20 ? [3, 5, EVENTS_A_CALL] : [1, 1, 2, EVENTS_A_CALL]);
    for (let from = 0; from < orders; from += atOnce) ground.shop(details.slice(from, from + atOnce));
    await ground.run(roughly(random, 4), 12);
    await ground.run(smoothly, 12);
    // A function that was refused five times has taken nothing: its orders wait among the dead letters.
    if ((await ground.deadLetters()) > 0) {
      await ground.redrive();
      await ground.run(smoothly, 12);
    }
    const { available, reserved } = await levelOf(ground, productId);
    const rows = await ground.tables.rows<Reservation>('Reservation');
    const served = rows.filter(({ status }) => status === 'RESERVED').length;
    const undone = await aftermath(ground, random);
    return reserved === units && available === 0 && served === units
      ? undone
      : [
          `all of the stock is reserved: of ${units}, ${reserved} are reserved by ${served} orders, ${available} are left`,
        ];
  },
});
