import type { Product, StockLevel, Supplier } from '../../../amplify/domain/models.ts';
import { aftermath } from '../aftermath.ts';
import type { Attack } from '../attack.ts';
import { roughly } from '../faults.ts';
import type { Ground } from '../ground.ts';

const POINTS = [0, 1, 3, 6, 20];
const MULTIPLES = [2, 3, 5];

/**
 * While orders come, people change from which stock on a product is low, up and down, and two of them change the product, or the
 * terms of its supplier, as each had seen them: what is low by then is ordered and told, and nobody writes over what another wrote.
 */
export const settings: Attack = {
  name: 'settings',
  cases: { full: 400, short: 20 },
  async play(ground, random) {
    const reorderPoint = random.pick(POINTS);
    const productId = await ground.open({ available: random.between(1, 8), reorderPoint });
    const seenAt = ground.now();
    for (let count = random.between(0, 2); count > 0; count -= 1)
      ground.shop(
        [{ orderId: ground.newOrderId(), productId, quantity: random.between(1, 4) }],
        random.below(3) * 1000,
      );
    for (let count = random.between(1, 3); count > 0; count -= 1)
      ground.changeReorderPoint(productId, random.pick(POINTS), random.pick([0, 0, 1, 1000, 5000]));
    for (let count = random.between(0, 2); count > 0; count -= 1)
      ground.changeSupplier({ multiple: MULTIPLES[count] ?? 1 }, seenAt, random.pick([1, 1, 1000]));
    for (let count = random.between(0, 2); count > 0; count -= 1)
      ground.changeProduct(productId, `Product ${count}`, seenAt, random.pick([1, 1, 1000]));
    await ground.run(roughly(random, 8), 10);
    return [...(await wrongs(ground, reorderPoint)), ...(await aftermath(ground, random))];
  },
};

/** What people were told that it stands, of the same thing as each had seen it, and what does. */
const overwritten = (of: string, agreed: unknown[], stands: unknown): string[] => [
  ...(agreed.length < 2 ? [] : [`of two who change the same ${of} one is told to look again`]),
  ...agreed.filter((one) => one !== stands).map((one) => `${of} that were agreed to stand: ${one}, but ${stands}`),
];

const wrongs = async (ground: Ground, reorderPoint: number): Promise<string[]> => {
  const [level] = await ground.tables.rows<StockLevel>('StockLevel');
  const [supplier] = await ground.tables.rows<Supplier>('Supplier');
  const [product] = await ground.tables.rows<Product>('Product');
  const points = ground.settled.flatMap(({ asked }) => asked.reorderPoint ?? []);
  const agreed = ground.settled.filter(({ accepted }) => accepted).map(({ asked }) => asked);
  return [
    ...([reorderPoint, ...points].includes(level?.reorderPoint ?? -1)
      ? []
      : [`a reorder point is one that was asked for: ${level?.reorderPoint}`]),
    ...overwritten(
      'terms',
      agreed.flatMap(({ multiple }) => multiple ?? []),
      supplier?.multiple,
    ),
    ...overwritten(
      'names of a product',
      agreed.flatMap(({ productId, name }) => (productId ? (name ?? []) : [])),
      product?.name,
    ),
  ];
};
