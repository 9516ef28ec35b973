import { expect, type Page, test } from '../fixtures.ts';
import { graveViolations } from '../pages/grave-violations.ts';
import { isLive, tabTo } from '../pages/shell.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { adjustStock, productDrawer } from '../pages/stock-page.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** In each theme and on each size: nothing serious for axe. */
async function isSound(page: Page): Promise<void> {
  for (const viewport of SIZES)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect.soft(await graveViolations(page)).toEqual([]);
    }
}

test('a reservation shows its steps, and how often it came and was applied', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Tape measure', available: 9, reorderPoint: 1 });
  const order = { orderId: `three-${product.id}`, productId: product.id, quantity: 2 };
  await restock.order(order);
  const page = await open('viewer', `/reservations?orderId=${order.orderId}`, { reducedMotion: 'reduce' });
  const row = page.getByRole('button', { name: `Open order ${order.orderId}` });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await isLive(page);
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Order ${order.orderId}: ${product.name}` });
  const steps = dialog.getByRole('list', { name: 'What happened' });
  await expect(steps).toContainText('2 taken; 7 were left.');
  await expect(steps).toContainText('Holds its stock');
  await expect(dialog).toContainText('once, 1 ledger entry');

  await restock.order(order);
  await restock.order(order);
  await expect(dialog).toContainText('3 times', { timeout: 30_000 });
  await expect(steps).toContainText('It came 2 times more and changed nothing.');
  await expect(dialog).toContainText('once, 1 ledger entry');
  await isSound(page);
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('an order that may wait is served when stock comes, and says that it waited', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Spirit level', available: 1, reorderPoint: 0 });
  const page = await open('operator', '/simulator');
  await isLive(page);
  await placeOrder(page, product, 3, { mayWait: true });
  const outcome = yourOrders(page);
  await expect(outcome).toContainText('Backordered', { timeout: 30_000 });

  const shelf = await open('operator', `/stock?product=${product.id}`);
  const drawer = productDrawer(shelf, product);
  await expect(drawer).toContainText('Backordered');
  await adjustStock(drawer, 2, { reason: 'Found' });
  await expect(outcome).toContainText('Reserved', { timeout: 30_000 });
  await expect(drawer).not.toContainText('Backordered');
});
