type Deps = {
  productIds: () => Promise<string[]>;
  send: (order: { orderId: string; productId: string; quantity: number }) => Promise<void>;
  newId: () => string;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  maxQuantity: number;
};

export class NothingToOrder extends Error {
  override name = 'NothingToOrder';
}

/** Sends one order for a random product, in the quantity of 1 to `maxQuantity`. */
export const generateOrder =
  ({ productIds, send, newId, random, maxQuantity }: Deps) =>
  async () => {
    const products = await productIds();
    const productId = products[Math.floor(random() * products.length)];
    if (productId === undefined) throw new NothingToOrder('The catalogue is empty: load products first.');
    const order = { orderId: newId(), productId, quantity: 1 + Math.floor(random() * maxQuantity) };
    await send(order);
    return order;
  };
