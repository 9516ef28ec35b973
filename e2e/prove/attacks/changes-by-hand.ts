import type { Random } from '../../../local/testing/simulation/random.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly } from '../faults.ts';
import type { Ground } from '../ground.ts';
import { ANNEX } from '../people.ts';

/** So close together that they meet, or a while apart. */
const soon = (random: Random): number => random.pick([0, 0, 1, 1000, 5000]);

/** People change and move stock at the same time, each click perhaps twice, take it back, and import files, while orders come. */
export const changesByHand: Attack = {
  name: 'changes-by-hand',
  cases: { full: 500, short: 25 },
  async play(ground, random) {
    const productId = await ground.open({ available: random.between(0, 6), reorderPoint: 0 });
    for (let count = random.between(0, 2); count > 0; count -= 1)
      ground.shop([{ orderId: ground.newOrderId(), productId, quantity: random.between(1, 3) }], soon(random));
    adjustAndTakeBack(ground, random, productId);
    transferThereAndBack(ground, random, productId);
    const begins = random.between(1, 10);
    if (begins === 1) openTwice(ground, random);
    else if (begins === 2) openPlaceTwice(ground, productId);
    else importFiles(ground, random, productId);
    await ground.run(roughly(random, 8), 10);
    return aftermath(ground, random);
  },
};

export const adjustAndTakeBack = (ground: Ground, random: Random, productId: string): void => {
  for (let count = random.between(1, 3); count > 0; count -= 1) {
    const adjustmentId = `adjustment-${count}`;
    const delta = random.pick([-3, -1, 1, 4]);
    for (let times = random.pick([1, 1, 2]); times > 0; times -= 1)
      ground.adjust(productId, delta, adjustmentId, soon(random));
    for (let times = random.pick([0, 1, 2, 3]); times > 0; times -= 1)
      ground.reverse(random.pick(['operator', 'manager']), adjustmentId, random.pick([1000, 5000, 5001, 6000]));
  }
};

/** To the other location, where it may be the first, and back. */
const transferThereAndBack = (ground: Ground, random: Random, productId: string): void => {
  for (let count = random.between(0, 3); count > 0; count -= 1) {
    const quantity = random.pick([1, 1, 2, 4, -1]);
    for (let times = random.pick([1, 1, 2]); times > 0; times -= 1)
      ground.transfer(productId, quantity, `transfer-${count}`, soon(random));
  }
};

const HEADINGS = 'sku,name,available,reorderPoint,reorderQuantity';

/** Files about the product that everybody changes, and about one that is there only once a file has brought it. */
const importFiles = (ground: Ground, random: Random, productId: string): void => {
  for (let count = random.between(0, 2); count > 0; count -= 1) {
    const mode = random.pick(['SET', 'ADD', 'ADD'] as const);
    const counted = mode === 'SET' ? random.between(0, 6) : random.pick([-3, -1, 2, 4]);
    const rows = [
      ...(random.chance(0.8) ? [`${productId},,${counted},,`] : []),
      ...(random.chance(0.5) ? [`imported,Imported,${random.between(0, 3)},0,5`] : []),
    ];
    const text = [HEADINGS, ...rows].join('\n');
    const times = random.pick([1, 1, 2]);
    if (rows.length > 0) ground.importFile({ text, mode }, `import-${count}`, times, soon(random), soon(random));
  }
};

/** Two people bring the same new product at the same moment, each from a file of their own. */
const openTwice = (ground: Ground, random: Random): void => {
  for (const importId of ['opening-1', 'opening-2']) {
    const text = [HEADINGS, `imported,Imported,${random.between(1, 9)},0,5`].join('\n');
    ground.importFile({ text, mode: 'SET' }, importId, 1);
  }
};

/** A file and a transfer bring the first stock of the other location at the same moment. */
const openPlaceTwice = (ground: Ground, productId: string): void => {
  ground.transfer(productId, 1, 'first-transfer');
  const text = ['sku,locationId,available,reorderPoint', `${productId},${ANNEX.locationId},3,0`].join('\n');
  ground.importFile({ text, mode: 'SET' }, 'first-import', 1);
};
