import { MOST_MONEY } from './approval.ts';
import { MAX_QUANTITY, type Product, type Supplier } from './models.ts';

/** What people may write into the catalogue: each answers what is wrong, in words for whoever typed it, or undefined. */

const LONGEST_NAME = 200;
const MOST_DAYS = 3650;
/** A year. */
const MOST_HOURS = 8784;
const CURRENCY = /^[A-Z]{3}$/;

const isWhole = (value: number | undefined, from: number, to: number): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= from && value <= to);

export const whyNotName = (name: string): string | undefined => {
  if (name.trim() === '') return 'A name is needed.';
  return name.length > LONGEST_NAME ? `A name has at most ${LONGEST_NAME} characters.` : undefined;
};

export const whyNotSupplier = (supplier: Omit<Supplier, 'supplierId'>): string | undefined => {
  const { name, leadTimeDays, minimumQuantity, multiple, currency } = supplier;
  const nameless = whyNotName(name);
  if (nameless) return nameless;
  if (!isWhole(leadTimeDays, 0, MOST_DAYS)) return `The lead time is a whole number of days, from 0 to ${MOST_DAYS}.`;
  if (!isWhole(minimumQuantity, 1, MAX_QUANTITY)) return `The minimum is a whole number from 1 to ${MAX_QUANTITY}.`;
  if (!isWhole(multiple, 1, MAX_QUANTITY)) return `The multiple is a whole number from 1 to ${MAX_QUANTITY}.`;
  return CURRENCY.test(currency) ? undefined : 'A currency has three capital letters, as EUR.';
};

export const whyNotProduct = (product: Omit<Product, 'productId'>): string | undefined => {
  const { name, unitCost, reorderQuantity, targetLevel, reservationHours } = product;
  const nameless = whyNotName(name);
  if (nameless) return nameless;
  if (!isWhole(unitCost, 0, MOST_MONEY)) return `The unit cost is in whole minor units, from 0 to ${MOST_MONEY}.`;
  if (!isWhole(reorderQuantity, 0, MAX_QUANTITY))
    return `The reorder quantity is a whole number from 0 to ${MAX_QUANTITY}.`;
  if (!isWhole(targetLevel, 1, MAX_QUANTITY)) return `The target level is a whole number from 1 to ${MAX_QUANTITY}.`;
  if (!isWhole(reservationHours, 1, MOST_HOURS)) return `An order holds its stock for 1 to ${MOST_HOURS} hours.`;
  return undefined;
};

export const whyNotReorderPoint = (reorderPoint: number): string | undefined =>
  isWhole(reorderPoint, 0, MAX_QUANTITY) ? undefined : `A reorder point is a whole number from 0 to ${MAX_QUANTITY}.`;
