import type { FieldCall } from '../caller.ts';
import type { NewLine, NewOrder, OrderContent, OrderSender } from './order-sender.ts';

interface Arguments {
  orderId?: string | null;
  productId?: string | null;
  quantity?: number | null;
  count?: number | null;
  lines?: NewLine[] | null;
  allowPartial?: boolean | null;
  locationId?: string | null;
  allowBackorder?: boolean | null;
}

export interface Deps {
  orders: OrderSender;
  /** Some product ids to draw from. */
  productIds: () => Promise<string[]>;
  random: () => number;
  newId: () => string;
}

/** A burst of more would outlive the resolver's time limit. */
const LARGEST_BURST = 1000;

/** Sample quantities are small, so that orders mostly fit. */
const LARGEST_SAMPLE_QUANTITY = 5;

/** How many orders are wanted. Throws where that, or what is asked for beside it, makes no sense. */
const sizeOf = ({ orderId, productId, quantity, count, lines, allowPartial }: Arguments): number => {
  const wanted = count ?? 1;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > LARGEST_BURST) {
    throw new Error(`count must be a whole number from 1 to ${LARGEST_BURST}.`);
  }
  if (orderId && wanted > 1) throw new Error('An order id names one order: leave count out, or leave the id out.');
  if (lines && (wanted > 1 || productId || quantity)) {
    throw new Error('Lines make one order: leave out count, productId and quantity, or leave the lines out.');
  }
  if (allowPartial && !lines) throw new Error('Only of an order of several lines a part can be served.');
  return wanted;
};

/** What each of the orders is to hold, drawn anew where it is left to chance. */
const contentsOf = async (
  { productIds, random }: Deps,
  { lines, allowPartial, productId, quantity }: Arguments,
): Promise<() => OrderContent> => {
  if (lines) return () => ({ lines, ...(allowPartial && { allowPartial: true }) });
  const choices = productId ? [productId] : await productIds();
  if (choices.length === 0) throw new Error('There are no products to order. Load the sample products first.');
  const draw = (limit: number) => Math.floor(random() * limit);
  return () => ({
    productId: choices[draw(choices.length)] as string,
    quantity: quantity ?? 1 + draw(LARGEST_SAMPLE_QUANTITY),
  });
};

/**
 * Sends orders as any shop would: as `new-order-received` events. Whether a product exists or a quantity makes sense
 * is for the flow to judge and to record, so that what is tried here shows what would happen to a real order.
 */
export const placeOrders =
  (deps: Deps) =>
  async ({ arguments: given }: FieldCall<Arguments>) => {
    const wanted = sizeOf(given);
    const content = await contentsOf(deps, given);
    const { orderId, locationId, allowBackorder } = given;
    const burst = deps.newId();
    const placed = Array.from(
      { length: wanted },
      (_, index): NewOrder => ({
        orderId: orderId || (wanted === 1 ? burst : `${burst}-${String(index + 1).padStart(4, '0')}`),
        ...content(),
        ...(locationId && { locationId }),
        ...(allowBackorder && { allowBackorder }),
      }),
    );
    await deps.orders(placed);
    return { orderIds: placed.map((order) => order.orderId) };
  };
