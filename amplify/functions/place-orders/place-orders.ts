import type { FieldCall } from '../caller.ts';
import type { NewOrder, OrderSender } from './order-sender.ts';

interface Arguments {
  orderId?: string | null;
  productId?: string | null;
  quantity?: number | null;
  count?: number | null;
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

/**
 * Sends orders as any shop would: as `new-order-received` events. Whether a product exists or a quantity makes sense
 * is for the flow to judge and to record, so that what is tried here shows what would happen to a real order.
 */
export const placeOrders =
  ({ orders, productIds, random, newId }: Deps) =>
  async ({ arguments: { orderId, productId, quantity, count, locationId, allowBackorder } }: FieldCall<Arguments>) => {
    const wanted = count ?? 1;
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > LARGEST_BURST) {
      throw new Error(`count must be a whole number from 1 to ${LARGEST_BURST}.`);
    }
    if (orderId && wanted > 1) throw new Error('An order id names one order: leave count out, or leave the id out.');
    const choices = productId ? [productId] : await productIds();
    if (choices.length === 0) throw new Error('There are no products to order. Load the sample products first.');
    const draw = (limit: number) => Math.floor(random() * limit);
    const burst = newId();
    const placed = Array.from(
      { length: wanted },
      (_, index): NewOrder => ({
        orderId: orderId || (wanted === 1 ? burst : `${burst}-${String(index + 1).padStart(4, '0')}`),
        productId: choices[draw(choices.length)] as string,
        quantity: quantity ?? 1 + draw(LARGEST_SAMPLE_QUANTITY),
        ...(locationId && { locationId }),
        ...(allowBackorder && { allowBackorder }),
      }),
    );
    await orders(placed);
    return { orderIds: placed.map((order) => order.orderId) };
  };
