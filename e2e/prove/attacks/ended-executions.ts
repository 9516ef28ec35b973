import type { Random } from '../../../local/testing/simulation/random.ts';
import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { isEffect } from './boundaries.ts';
import { openOrders } from './open-orders.ts';

/** From the request to the arrival, or the rejection, of one purchase order. */
const oneOrder = async (ground: Ground, policy: Policy, decision: 'APPROVED' | 'REJECTED'): Promise<void> => {
  const productId = await ground.open({ available: 3, reorderPoint: 2, reorderQuantity: 5 });
  ground.shop([{ orderId: ground.newOrderId(), productId, quantity: 1 }]);
  await ground.run(policy, 12);
  for (const { purchaseOrderId } of await openOrders(ground)) ground.decide('approver', purchaseOrderId, decision);
  await ground.run(policy, 12);
};

/** Lets everything pass, and does something at the so-many-th call. */
const doingAt = (at: number, act: () => void): Policy => {
  let call = 0;
  return {
    ...smoothly,
    faultOf() {
      if (call === at) act();
      call += 1;
      return undefined;
    },
  };
};

/** Every call of one kind is refused for so long that no retry of its state outlasts it. */
const failingFor = (random: Random): Policy => {
  const target = random.pick(['ClaimStockLevel', 'request', 'receive', 'close', 'claim', 'TaskToken', 'PurchaseOrder']);
  let left = random.between(4, 30);
  return {
    ...smoothly,
    faultOf({ call, caller }) {
      // Whoever is outside sends again until they are heard: what they send is not what this is about.
      if (caller && 'actor' in caller) return undefined;
      const about = JSON.stringify(call.input);
      if (left === 0 || call.service === 'sqs' || !new RegExp(target, 'i').test(about)) return undefined;
      left -= 1;
      return 'refused';
    },
  };
};

/** Of each call of a run without faults, whether it has an effect. */
const effects: boolean[] = [];
const noting: Policy = {
  ...smoothly,
  faultOf(parked) {
    effects.push(isEffect(parked));
    return undefined;
  },
};

/**
 * Executions that are aborted at every call, that fail for good, and that time out: decided once, claim freed, and the
 * next order possible.
 */
export const endedExecutions: Attack = {
  name: 'ended-executions',
  cases: { full: 200, short: 20 },
  async plan(ground) {
    effects.length = 0;
    await ground.begin('ended-executions/plan');
    await oneOrder(ground, noting, 'APPROVED');
    await aftermath(ground, ground.random);
    await ground.clear();
    return effects.length;
  },
  // What is aborted before a mere look ends as what is aborted before the effect that follows it.
  inShort: (seed) => effects[seed - 1] === true,
  async play(ground, random, seed) {
    const decision = random.pick(['APPROVED', 'APPROVED', 'REJECTED'] as const);
    const timesOut = seed > effects.length && random.chance(0.5);
    if (seed <= effects.length)
      await oneOrder(
        ground,
        doingAt(seed - 1, () => ground.abortExecutions()),
        decision,
      );
    else if (timesOut) {
      await ground.limitExecutions(random.pick([1, 20, 300]));
      await oneOrder(ground, { ...roughly(random, 2), delay: random.pick([0, 0.05, 0.2]) }, decision);
      await ground.limitExecutions(undefined);
    } else await oneOrder(ground, failingFor(random), decision);
    const abandoned = seed <= effects.length ? await leftBehind(ground) : [];
    return [...abandoned, ...(await aftermath(ground, random)), ...(await nextOrder(ground))];
  },
};

/** The rule on executions that ended without their order needs no sweep to bring it to its end. */
const leftBehind = async (ground: Ground): Promise<string[]> => {
  if ((await ground.runningExecutions()).length > 0) return [];
  // A claim that was under way when its execution was aborted comes after the rule has looked: that is for the sweep.
  return (await openOrders(ground))
    .filter(({ status }) => status !== 'PENDING')
    .map(
      ({ purchaseOrderId, status }) => `an execution that ended is noticed: ${purchaseOrderId} is ${status} and open`,
    );
};

/** Whatever became of the first order, low stock can be ordered again. */
const nextOrder = async (ground: Ground): Promise<string[]> => {
  await ground.run(smoothly, 61);
  const [level] = await ground.tables.rows<{ productId: string; available: number }>('StockLevel');
  if (level && level.available > 0)
    ground.shop([{ orderId: ground.newOrderId(), productId: level.productId, quantity: level.available }]);
  await ground.run(smoothly, 5);
  ground.sweep();
  await ground.run(smoothly, 5);
  const open = await openOrders(ground);
  await ground.run(smoothly);
  return open.length === 1 ? [] : [`the next order is possible: ${open.length} are open`];
};
