import { messages } from '../../lib/messages.ts';
import { checkQuantity } from './check-order.ts';
import type { OrderRequest } from './mutations.ts';

/** As somebody has filled it in: a field of numbers may hold text. */
export type Line = { key: string; productId: string | undefined; quantity: number | string };

export type OrderValues = {
  productId: string | undefined;
  quantity: number | string;
  /** The lines of an order after its first one. */
  more: Line[];
  allowPartial: boolean;
  count: number | string;
  locationId: string;
  allowBackorder: boolean;
};

export const newLine = (): Line => ({ key: crypto.randomUUID(), productId: undefined, quantity: 1 });

/** What is wrong with a product of an order of several lines, or null: of those none is drawn by chance. */
export const checkProduct = (productId: string | undefined): string | null =>
  productId === undefined ? messages.placeOrder.chooseOne : null;

export const lineRules = { productId: checkProduct, quantity: checkQuantity };

export function burstOf({ productId, count, locationId, allowBackorder }: OrderValues): OrderRequest {
  return { productId, count: Number(count), locationId, allowBackorder };
}

export function orderOf({
  productId,
  quantity,
  more,
  allowPartial,
  locationId,
  allowBackorder,
}: OrderValues): OrderRequest {
  const where = { locationId, allowBackorder };
  if (more.length === 0) return { ...where, productId, quantity: Number(quantity) };
  const lines = [{ productId, quantity }, ...more].map((line) => ({
    productId: line.productId ?? '',
    quantity: Number(line.quantity),
  }));
  return { ...where, lines, allowPartial };
}
