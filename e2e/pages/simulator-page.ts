import type { Page } from '@playwright/test';
import type { Product } from '../catalogue.ts';

export async function placeOrder(
  page: Page,
  product: Product,
  quantity: number,
  { mayWait = false } = {},
): Promise<void> {
  const form = page.getByRole('form', { name: 'Place an order' });
  await form.getByRole('combobox', { name: 'Product' }).selectOption(product.id);
  await form.getByRole('textbox', { name: 'Quantity' }).fill(String(quantity));
  if (mayWait) await form.getByRole('checkbox', { name: 'Wait for stock if there is not enough' }).check();
  await form.getByRole('button', { name: 'Place order' }).click();
}

export async function placeBurst(page: Page, product: Product, orders: number): Promise<void> {
  const form = page.getByRole('form', { name: 'Place a burst' });
  await form.getByRole('combobox', { name: 'Product' }).selectOption(product.id);
  await form.getByRole('textbox', { name: 'Orders' }).fill(String(orders));
  await form.getByRole('button', { name: 'Place burst' }).click();
}

/** What became of the orders of this window. */
export const yourOrders = (page: Page) => page.getByRole('region', { name: 'Your orders', exact: true });
