export const MOST_ORDERS = 1000;

function whole(value: number | string): number | undefined {
  const amount = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** What is wrong with a quantity, or null. */
export function checkQuantity(value: number | string): string | null {
  const quantity = whole(value);
  return quantity !== undefined && quantity >= 1 ? null : 'Enter a whole number from 1.';
}

/** What is wrong with the size of a burst, or null. */
export function checkCount(value: number | string): string | null {
  const count = whole(value);
  return count !== undefined && count >= 1 && count <= MOST_ORDERS ? null : `Enter 1 to ${MOST_ORDERS} orders.`;
}
