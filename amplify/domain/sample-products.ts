import type { Product, PurchasingSettings, StockLevel, Supplier } from './models.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

const supplier = (supplierId: string, name: string, leadTimeDays: number): Supplier => ({
  supplierId,
  name,
  leadTimeDays,
  // As the ancestor ordered: any quantity.
  minimumQuantity: 1,
  multiple: 1,
  currency: 'EUR',
});

export const SAMPLE_SUPPLIERS = [
  supplier('lumen-displays', 'Lumen Displays', 14),
  supplier('northwind-computing', 'Northwind Computing', 10),
  supplier('tactile-works', 'Tactile Works', 7),
  supplier('oak-and-steel', 'Oak & Steel', 21),
];

/** The ancestor's seven products with its numbers: stock, threshold (reorder point), minPOAmount (reorder quantity). */
const sample = (
  productId: string,
  name: string,
  [available, reorderPoint, reorderQuantity]: [number, number, number],
  supplierId: string,
  unitCost: number,
): { product: Product; level: StockLevel } => ({
  product: { productId, name, supplierId, unitCost, reorderQuantity },
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

/** Costs are in cents. */
export const SAMPLE_PRODUCTS = [
  sample('tv', '55-inch television', [10, 2, 10], 'lumen-displays', 38_900),
  sample('laptop', '14-inch laptop', [20, 5, 15], 'northwind-computing', 74_900),
  sample('keyboard', 'Mechanical keyboard', [30, 10, 20], 'tactile-works', 5_950),
  sample('mouse', 'Wireless mouse', [50, 15, 30], 'tactile-works', 2_490),
  sample('monitor', '27-inch monitor', [25, 4, 10], 'lumen-displays', 21_900),
  sample('desk', 'Height-adjustable desk', [100, 20, 40], 'oak-and-steel', 32_900),
  sample('chair', 'Office chair', [40, 12, 30], 'oak-and-steel', 17_900),
];

/** As the ancestor: what is approved has come, and one click approves every order of the samples' own size. */
export const SAMPLE_SETTINGS: PurchasingSettings = {
  receiveOnApproval: true,
  approvalLimits: [{ currency: 'EUR', amount: 2_000_000 }],
};
