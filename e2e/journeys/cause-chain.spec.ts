import { expect, type Page, test } from '../fixtures.ts';
import { graveViolations } from '../pages/grave-violations.ts';
import { ordersOf, PurchaseOrderDrawer, review } from '../pages/purchase-orders-page.ts';
import { isLive } from '../pages/shell.ts';

const chainOf = (page: Page) => page.getByRole('list', { name: 'Why, and what came of it' });
const consequences = (page: Page) => page.getByRole('list', { name: 'What it led to' });
const openLine = (page: Page, orderId: string) => page.getByRole('button', { name: `Open order ${orderId}` }).click();

test('from an order to its purchase order, to what that brought, and back', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Cable reel', available: 5, reorderPoint: 2, reorderQuantity: 10 });
  const approver = await open('approver', ordersOf(product), { reducedMotion: 'reduce' });
  await isLive(approver);
  const [taker, waiter] = [`took-${product.id}`, `waited-${product.id}`];
  await restock.order({ orderId: taker, productId: product.id, quantity: 4 });
  const drawer = await review(approver, product, { timeout: 30_000 });
  await expect(chainOf(approver)).toContainText('Reorder point reached');
  await expect(chainOf(approver)).toContainText('Available fell from 5 to 1; the reorder point was 2.');
  await restock.order({ orderId: waiter, productId: product.id, quantity: 3, allowBackorder: true });
  await drawer.approve.click();
  await expect(drawer.dialog).toBeHidden();

  // From the order that waited to what it was served from.
  const viewer = await open('viewer', `/reservations?orderId=${waiter}`, { reducedMotion: 'reduce' });
  await expect(viewer.getByRole('table', { name: 'Reservations' })).toContainText('Reserved', { timeout: 40_000 });
  await openLine(viewer, waiter);
  await expect(consequences(viewer)).toContainText('Served from');
  await consequences(viewer).getByRole('link').click();

  // The purchase order leads on to both orders.
  const { dialog } = new PurchaseOrderDrawer(viewer, product);
  await expect(dialog).toBeVisible();
  await expect(chainOf(viewer)).toContainText('by Ada Approver');
  await expect(chainOf(viewer)).toContainText('Received');
  await expect(chainOf(viewer)).toContainText('3 for orders that had waited');
  await expect(chainOf(viewer).getByRole('link', { name: waiter })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await viewer.emulateMedia({ colorScheme });
    expect(await graveViolations(viewer)).toEqual([]);
  }
  await chainOf(viewer).getByRole('link', { name: taker }).click();
  await expect(viewer).toHaveURL(new RegExp(`orderId=${taker}`));
  await openLine(viewer, taker);
  await expect(consequences(viewer)).toContainText('A purchase order was raised');
  await consequences(viewer).getByRole('link').click();
  await expect(dialog).toBeVisible();
});

test('an order that found too little is named by the purchase order that it raised', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Cable clip', available: 3, reorderPoint: 1, reorderQuantity: 10 });
  const approver = await open('approver', ordersOf(product));
  const orderId = `short-${product.id}`;
  await restock.order({ orderId, productId: product.id, quantity: 7 });
  await review(approver, product, { timeout: 30_000 });
  await expect(chainOf(approver)).toContainText('Too little for an order');
  await expect(chainOf(approver)).toContainText('7 were missing, 3 available.');
  await chainOf(approver).getByRole('link', { name: orderId }).click();
  await openLine(approver, orderId);
  await expect(consequences(approver)).toContainText('A purchase order was raised');
});
