import type { Product, PurchasingSettings, StockLevel } from './models.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/** The ancestor's seven products with its numbers: stock, threshold (reorder point), minPOAmount (reorder quantity). */
const sample = (
  productId: string,
  name: string,
  [available, reorderPoint, reorderQuantity]: [number, number, number],
  supplier: string,
  leadTimeDays: number,
  unitCost: number,
): { product: Product; level: StockLevel } => ({
  product: { productId, name, supplier, leadTimeDays, unitCost, currency: 'EUR', reorderQuantity },
  level: {
    productId,
    locationId: DEFAULT_LOCATION,
    available,
    reserved: 0,
    reorderPoint,
    status: 'IN_STOCK',
    version: 1,
  },
});

export const SAMPLE_PRODUCTS = [
  sample('tv', '55-inch television', [10, 2, 10], 'Lumen Displays', 14, 389),
  sample('laptop', '14-inch laptop', [20, 5, 15], 'Northwind Computing', 10, 749),
  sample('keyboard', 'Mechanical keyboard', [30, 10, 20], 'Tactile Works', 7, 59.5),
  sample('mouse', 'Wireless mouse', [50, 15, 30], 'Tactile Works', 5, 24.9),
  sample('monitor', '27-inch monitor', [25, 4, 10], 'Lumen Displays', 12, 219),
  sample('desk', 'Height-adjustable desk', [100, 20, 40], 'Oak & Steel', 21, 329),
  sample('chair', 'Office chair', [40, 12, 30], 'Oak & Steel', 18, 179),
];

/** As the ancestor: what is approved has come. */
export const SAMPLE_SETTINGS: PurchasingSettings = { receiveOnApproval: true };
