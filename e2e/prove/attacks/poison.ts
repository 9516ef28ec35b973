import type { Parked } from '../../../local/testing/simulation/scheduler.ts';
import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { smoothly } from '../faults.ts';
import { levelOf } from './open-orders.ts';

/** What the poller takes at once. */
const BATCH = 10;
const UNREADABLE = ['not an order', '{}', '[]', '{"detail":[]}', '{"detail":{"quantity":1}}'];
/** Two orders of the batch must not be told apart by what surrounds them. */
const bodyOf = (orderId: string, productId: string) => JSON.stringify({ detail: { orderId, productId, quantity: 1 } });

/** Everything that is sent is in the queue before its poller looks: it takes all of it as one batch. */
const allInOneBatch: Policy = {
  ...smoothly,
  choose: (parked) => parked.find(({ call }) => call.operation !== 'ReceiveMessage') ?? (parked[0] as Parked),
};

/** At which places of the batch there is poison: each alone first, then several at once. */
const placesOf = (seed: number, chance: () => boolean): boolean[] =>
  Array.from({ length: BATCH }, (_, at) => (seed <= BATCH ? at === seed - 1 : chance()));

/** Messages that cannot be read, at every place of a batch: each is recorded, and the orders around it are served. */
export const poison: Attack = {
  name: 'poison',
  cases: { full: 190, short: 10 },
  plan: async () => BATCH,
  async play(ground, random, seed) {
    const productId = await ground.open({ available: 50, reorderPoint: 0 });
    const places = placesOf(seed, () => random.chance(0.4));
    for (const poisoned of places)
      ground.post(poisoned ? random.pick(UNREADABLE) : bodyOf(ground.newOrderId(), productId));
    await ground.run(allInOneBatch, 12);
    const batches = ground.simulation.steps.filter(
      ({ what, who }) => what === 'sqs:DeleteMessageBatch' && /poller/.test(who),
    );
    const { reserved } = await levelOf(ground, productId);
    const orders = places.filter((poisoned) => !poisoned).length;
    return [
      ...(batches.length === 1 ? [] : [`all came as one batch: ${batches.length}`]),
      ...(reserved === orders ? [] : [`the orders around the poison are served at once: ${reserved} of ${orders}`]),
      ...(await aftermath(ground, random)),
    ];
  },
};
