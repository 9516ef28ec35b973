import type { PurchaseOrder, StockLevel } from '../../amplify/domain/models.ts';
import { isCoolingDown, isOrderNeeded } from '../../amplify/domain/ordering.ts';
import { isOnItsWay, outstanding } from '../../amplify/domain/receiving.ts';
import type { Random } from '../../local/testing/simulation/random.ts';
import { openOrders } from './attacks/open-orders.ts';
import { smoothly } from './faults.ts';
import type { Ground } from './ground.ts';

/** Three sweeps' worth: whatever a crash left open is found by the first. */
const MOST_ROUNDS = 6;

/**
 * After the faults: sweeps run, dead letters are redriven, every open order is decided or expires. Answers what stays
 * undone although nothing hinders it any more.
 */
export const aftermath = async (ground: Ground, random: Random): Promise<string[]> => {
  await ground.run(smoothly, 10);
  if ((await ground.deadLetters()) > 0) {
    await ground.redrive();
    await ground.run(smoothly, 10);
  }
  // Two, as they come every five minutes: what one sweep frees the next one orders.
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    ground.sweep();
    await ground.run(smoothly, 5);
  }
  const undone = [
    ...unordered(await ground.tables.rows<StockLevel>('StockLevel'), ground.now()),
    ...unfollowed(await openOrders(ground)),
  ];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const open = await openOrders(ground);
    if (open.length === 0) break;
    for (const order of open) {
      const { purchaseOrderId } = order;
      if (isOnItsWay(order)) endSomehow(ground, random, order, round);
      const decision = random.pick(['APPROVED', 'APPROVED', 'REJECTED', undefined] as const);
      if (decision && !isOnItsWay(order))
        ground.decide(round % 2 === 0 ? 'approver' : 'manager', purchaseOrderId, decision);
    }
    await ground.run(smoothly);
  }
  await ground.run(smoothly);
  return undone;
};

/** What comes after all comes in one or two receipts, or never. */
const endSomehow = (ground: Ground, random: Random, order: PurchaseOrder, round: number): void => {
  const { purchaseOrderId } = order;
  const receiptId = `rest-${round}-of-${purchaseOrderId}`;
  if (random.chance(0.2)) ground.closeShort(purchaseOrderId);
  else ground.receive(purchaseOrderId, random.pick([outstanding(order), 1]), receiptId);
  if (round > 2) ground.closeShort(purchaseOrderId, 1000);
};

/** A product at or below its reorder point has an order, or a pause that somebody's answer brought about. */
const unordered = (levels: StockLevel[], now: string): string[] =>
  levels
    .filter((level) => isOrderNeeded(level) && level.openPurchaseOrderId === undefined && !isCoolingDown(level, now))
    .map(
      ({ productId, available }) => `low stock is ordered after a sweep: ${productId} has ${available} and no order`,
    );

/** Among the orders that are open still: those that somebody decided. */
export const unfollowed = (open: PurchaseOrder[]): string[] =>
  open
    .filter(
      (order) =>
        ['APPROVED', 'REJECTED', 'CANCELLED'].includes(order.status) ||
        (isOnItsWay(order) && order.receiveOnApproval === true),
    )
    .map(({ purchaseOrderId, status }) => `a decision is followed: ${purchaseOrderId} is ${status} and still open`);
