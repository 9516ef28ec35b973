import { expect, test } from '../fixtures.ts';
import { measureCover } from '../measure-cover.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { productDrawer } from '../pages/stock-page.ts';

test('the Overview says what runs out first, and a product what came and went', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Desk fan', available: 12, reorderPoint: 1 });
  const page = await open('operator', '/simulator');
  await placeOrder(page, product, 8);
  await expect(yourOrders(page).getByText('Reserved', { exact: true })).toBeVisible();
  const row = page.getByRole('table', { name: 'Days of cover' }).getByRole('row').filter({ hasText: product.name });
  // The day is counted a moment after the order is told.
  await expect(async () => {
    await measureCover(restock);
    await page.goto('/');
    await expect(row).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect(row.getByRole('cell')).toHaveText(['less than a day', '8', /^3 days too late$/]);
  await row.getByRole('link', { name: product.name }).click();
  const days = productDrawer(page, product).getByRole('region', { name: 'In and out per day' });
  await expect(days).toContainText('In the last four weeks 8 taken by orders, 0 received, 0 given back.');
  await days.getByRole('button', { name: 'Show data table' }).click();
  await expect(
    days.getByRole('table', { name: 'In and out per day' }).getByRole('row').nth(1).getByRole('cell'),
  ).toHaveText(['0', '0', '8']);
});
