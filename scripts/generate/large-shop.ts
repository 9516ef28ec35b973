import type { Product, Reservation, StockLevel } from '../../amplify/domain/models.ts';
import { productRow, reservationRow, stockLevelRow, stockMovementRow } from '../../amplify/domain/rows.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';

const MATERIALS = ['Oak', 'Steel', 'Linen', 'Cork', 'Glass', 'Birch', 'Wool', 'Brass', 'Felt', 'Walnut'];
const THINGS = [
  ...['desk', 'shelf', 'lamp', 'chair', 'clock', 'tray', 'stool', 'rack', 'basket', 'mirror'],
  ...['bench', 'hook', 'frame', 'vase', 'board', 'box', 'mat', 'stand', 'bowl', 'screen'],
];
const DAY_MS = 86_400_000;
/** Orders go back so far. */
const DAYS_OF_ORDERS = 60;
const OPENED_DAYS_AGO = 90;

/** The same number gives the same shop. */
const spread = (number: number, range: number): number => (Math.imul(number + 1, 2_654_435_761) >>> 8) % range;

export const productIdOf = (number: number): string => `item-${String(number + 1).padStart(6, '0')}`;

const nameOf = (number: number): string => {
  const material = MATERIALS[number % MATERIALS.length];
  const thing = THINGS[Math.floor(number / MATERIALS.length) % THINGS.length];
  const series = Math.floor(number / (MATERIALS.length * THINGS.length));
  return series === 0 ? `${material} ${thing}` : `${material} ${thing} ${series + 1}`;
};

/** Few are at their reorder point: each of those is ordered, warned of and mailed about. */
const availableOf = (number: number): number => (number % 997 === 5 ? spread(number, 4) : 20 + spread(number, 400));

/** Products with their stock, as an import would have opened them three months ago. */
export function* productsOf(count: number, now: number) {
  const at = new Date(now - OPENED_DAYS_AGO * DAY_MS).toISOString();
  for (let number = 0; number < count; number += 1) {
    const product: Product = {
      productId: productIdOf(number),
      name: nameOf(number),
      reorderQuantity: 25,
      unitCost: 950,
    };
    yield productRow(product, at);
  }
}

export function* levelsOf(count: number, now: number) {
  const at = new Date(now - OPENED_DAYS_AGO * DAY_MS).toISOString();
  for (let number = 0; number < count; number += 1) {
    const level: StockLevel = {
      ...{ productId: productIdOf(number), locationId: DEFAULT_LOCATION, available: availableOf(number), reserved: 0 },
      ...{ reorderPoint: 5, status: 'IN_STOCK', version: 1 },
    };
    yield stockLevelRow(level, at);
  }
}

export function* movementsOf(count: number, now: number) {
  const at = new Date(now - OPENED_DAYS_AGO * DAY_MS).toISOString();
  for (let number = 0; number < count; number += 1) {
    const available = availableOf(number);
    yield stockMovementRow(
      {
        ...{ productId: productIdOf(number), locationId: DEFAULT_LOCATION, actor: 'generate' },
        ...{ availableDelta: available, reservedDelta: 0, availableAfter: available, reservedAfter: 0 },
        ...{ cause: 'OPENING', causeId: productIdOf(number) },
      },
      at,
    );
  }
}

/** Orders that are long over: most were shipped, the others found too little. They hold no stock and moved none that is counted. */
export function* reservationsOf(count: number, products: number, now: number) {
  for (let number = 0; number < count; number += 1) {
    const at = new Date(now - DAY_MS - spread(number, DAYS_OF_ORDERS * DAY_MS)).toISOString();
    const shipped = spread(number, 7) > 0;
    const reservation: Reservation = {
      ...{ orderId: `web-${String(number + 1).padStart(8, '0')}`, productId: productIdOf(spread(number, products)) },
      ...{ locationId: DEFAULT_LOCATION, quantity: 1 + spread(number, 4), deliveries: 1 },
      ...(shipped ? { status: 'FULFILLED', settledAt: at } : { status: 'UNAVAILABLE', availableQuantity: 0 }),
    };
    yield reservationRow(reservation, at);
  }
}
