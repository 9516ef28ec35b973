import type { FaultKind } from '../../../local/testing/simulation/faults.ts';
import type { Parked } from '../../../local/testing/simulation/scheduler.ts';
import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { aftermath, unfollowed } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { isEffect } from './boundaries.ts';
import { openOrders, untilDeadline } from './open-orders.ts';

/** How a call comes late: its caller waits for it; or gives up, for time passes; or has died when it is done. */
const WAYS = ['waits', 'takes long', 'outlives its caller'] as const;
type Way = (typeof WAYS)[number];

/** As they came, but for one call that has an effect: that is done when all else has come to rest. */
class OneLate implements Policy {
  effects = 0;
  #ground: Ground;
  #at: number;
  #way: Way;
  #late: Parked['call'] | undefined;

  constructor(ground: Ground, at: number, way: Way) {
    this.#ground = ground;
    this.#at = at;
    this.#way = way;
  }

  get delay(): number {
    const { parked } = this.#ground.simulation.scheduler;
    return this.#way !== 'waits' && parked.length > 0 && parked.every(({ call }) => call === this.#late) ? 1 : 0;
  }

  choose(parked: readonly Parked[]): Parked {
    const next = this.#firstOf(parked);
    if (next.call === this.#late || !isEffect(next)) return next;
    this.effects += 1;
    if (this.effects !== this.#at || (this.#way === 'outlives its caller' && !next.instance)) return next;
    this.#late = next.call;
    return this.#way === 'outlives its caller' ? next : this.choose(parked);
  }

  faultOf({ call, instance }: Parked): FaultKind | undefined {
    return call === this.#late && instance?.alive && this.#way === 'outlives its caller' ? 'dies-during' : undefined;
  }

  #firstOf(parked: readonly Parked[]): Parked {
    return parked.find(({ call }) => call !== this.#late) ?? (parked[0] as Parked);
  }
}

/** Stock falls to nothing, an order is raised, and somebody approves it at the first moment at which it can be. */
const soldOutAndApproved = async (ground: Ground, policy: Policy): Promise<void> => {
  const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
  ground.whenAwaiting = (id) => {
    ground.whenAwaiting = () => {};
    ground.decide('approver', id, 'APPROVED');
  };
  ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 3 }]);
  await ground.run(policy, 12);
};

const callsOf = (parked: readonly Parked[], functionName: RegExp, operation: string): Parked | undefined =>
  parked.find(({ call, instance }) => call.operation === operation && functionName.test(instance?.record.name ?? ''));

/** A decision in time is written between the look and the write of the step that closes its order at the deadline. */
const decidedWhileClosing = async (ground: Ground): Promise<string[]> => {
  const decisionAmong = (parked: readonly Parked[]) => callsOf(parked, /decidepurchaseorder/i, 'UpdateItem');
  const policy: Policy = {
    ...smoothly,
    choose(parked) {
      const decision = decisionAmong(parked);
      if (decision && callsOf(parked, /closepurchaseorder/i, 'TransactWriteItems')) return decision;
      return parked.find((each) => each !== decision) ?? (parked[0] as Parked);
    },
    get delay() {
      const { parked } = ground.simulation.scheduler;
      return parked.length === 1 && decisionAmong(parked) ? 1 : 0;
    },
  };
  const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
  ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 3 }]);
  await ground.run(smoothly, 5);
  const [order] = await openOrders(ground);
  if (order) ground.decide('approver', order.purchaseOrderId, 'APPROVED', untilDeadline(ground, order) - 1000);
  await ground.run(policy, 26 * 60);
  return [];
};

/**
 * An approval is returned at the last moment and given anew by somebody else, between the look and the write of the step that
 * places the order.
 */
const decidedAnewWhilePlacing = async (ground: Ground): Promise<string[]> => {
  const returning = (parked: readonly Parked[]) => callsOf(parked, /undodecision/i, 'UpdateItem');
  let decidedAnew = false;
  const policy: Policy = {
    ...smoothly,
    choose(parked) {
      const held = [returning(parked), callsOf(parked, /placepurchaseorder/i, 'TransactWriteItems')];
      const next = parked.find((each) => !held.includes(each)) ?? held.find((each) => each !== undefined);
      if (order && next === held[0] && held[1]) {
        decidedAnew = true;
        ground.decide('manager', order.purchaseOrderId, 'APPROVED');
      }
      return next ?? (parked[0] as Parked);
    },
    get delay() {
      const { parked } = ground.simulation.scheduler;
      return parked.length === 1 && returning(parked) ? 1 : 0;
    },
  };
  const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
  ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 3 }]);
  await ground.run(smoothly, 5);
  const [order] = await openOrders(ground);
  if (!order) return ['stock that is sold out is ordered'];
  ground.decide('approver', order.purchaseOrderId, 'APPROVED');
  ground.undo('approver', order.purchaseOrderId, 9_000);
  await ground.run(policy, 5);
  return decidedAnew ? [] : ['the decision was returned while its order was being placed'];
};

/**
 * Stock rises, is sold out at once, and another order goes empty, between the look and the write of the step that closes the
 * alert about the first that did. (Alerts about low stock have no such moment: a shard's records wait for each other.)
 */
const soldWhileResolving = async (ground: Ground): Promise<string[]> => {
  let sold = false;
  const resolving = (parked: readonly Parked[]) => callsOf(parked, /resolvealerts/i, 'TransactWriteItems');
  const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 6 });
  const orderOf = (quantity: number) => ({ orderId: ground.newOrderId(), productId, quantity });
  ground.shop([orderOf(5)]);
  await ground.run(smoothly, 5);
  const [order] = await openOrders(ground);
  if (!order) return ['what an order did not find is ordered'];
  ground.decide('approver', order.purchaseOrderId, 'APPROVED');
  const policy: Policy = {
    ...smoothly,
    choose: (parked) => parked.find((each) => each !== resolving(parked)) ?? (parked[0] as Parked),
    get delay() {
      if (sold || !resolving(ground.simulation.scheduler.parked)) return 0;
      sold = true;
      ground.shop([orderOf(3 + order.quantity), orderOf(3 + order.quantity)], 1);
      return 1;
    },
  };
  await ground.run(policy, 4);
  const { alerts } = await ground.snapshot();
  const open = alerts.some(({ kind, status }) => kind === 'STOCK_UNAVAILABLE' && status !== 'RESOLVED');
  return [
    ...(sold ? [] : ['stock was sold while its alert was being closed']),
    ...(open ? [] : ['who finds no stock is told of while there is none']),
  ];
};

/** Those in which several calls must come late together. */
const PLANNED = [decidedWhileClosing, decidedAnewWhilePlacing, soldWhileResolving];

let effects = 0;

/** Every call that has an effect, in turn, is done last: what its caller had seen of the world is no longer so. */
export const lateCalls: Attack = {
  name: 'late-calls',
  cases: { full: 0, short: 0 },
  async plan(ground) {
    const counting = new OneLate(ground, 0, 'waits');
    await ground.begin('late-calls/plan');
    await soldOutAndApproved(ground, counting);
    await aftermath(ground, ground.random);
    await ground.clear();
    effects = counting.effects;
    return effects * WAYS.length + PLANNED.length;
  },
  // Each way of coming late, at every fourth effect; and all in which several calls are late.
  inShort: (seed) => seed > effects * WAYS.length || seed % 4 === 0,
  async play(ground, random, seed) {
    const way = WAYS[Math.floor((seed - 1) / effects)];
    const planned = PLANNED[seed - 1 - effects * WAYS.length];
    if (!way) return [...((await planned?.(ground)) ?? []), ...(await aftermath(ground, random))];
    await soldOutAndApproved(ground, new OneLate(ground, ((seed - 1) % effects) + 1, way));
    // Nothing was lost and nobody gave up: no sweep is needed to follow what was decided.
    const waiting = way === 'waits' ? unfollowed(await openOrders(ground)) : [];
    return [...waiting, ...(await aftermath(ground, random))];
  },
};
