import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';

/** Whoever handles orders is refused for so long that every try of a message is used up. */
const refusing: Policy = {
  ...smoothly,
  faultOf: ({ call, instance }) =>
    /reservestockpoller/i.test(instance?.record.name ?? '') && call.operation === 'StartSyncExecution'
      ? 'refused'
      : undefined,
};

/**
 * Orders lie among the dead letters, and are put back while new ones come, the same ones come again from the shop, and calls
 * fail: perhaps twice, by two operators.
 */
export const redriven: Attack = {
  name: 'redriven',
  cases: { full: 250, short: 10 },
  async play(ground, random) {
    const productId = await ground.open({ available: random.between(1, 6), reorderPoint: 0 });
    const orderOf = () => ({ orderId: ground.newOrderId(), productId, quantity: random.between(1, 3) });
    const dead = Array.from({ length: random.between(1, 4) }, orderOf);
    ground.shop(dead);
    await ground.run(refusing, 60);
    const put = await ground.deadLetters();
    for (let times = random.pick([1, 1, 2]); times > 0; times -= 1) ground.redriveWhile(random.below(2000));
    const again = dead.filter(() => random.chance(0.3));
    if (again.length > 0) ground.shop(again, random.below(2000));
    ground.shop(Array.from({ length: random.between(1, 3) }, orderOf), random.below(2000));
    await ground.run(roughly(random, 8), 12);
    return [
      ...(put === dead.length ? [] : [`every order was among the dead letters: ${put} of ${dead.length}`]),
      ...(await aftermath(ground, random)),
    ];
  },
};
