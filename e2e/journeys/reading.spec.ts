import { emailOf, expect, PASSWORD, test } from '../fixtures.ts';
import { historyRow, ordersOf, PurchaseOrderDrawer, reviewButton } from '../pages/purchase-orders-page.ts';
import { tabTo, untilShown } from '../pages/shell.ts';
import { signInForm } from '../pages/sign-in-page.ts';
import { StockRow, stockTable } from '../pages/stock-page.ts';

test('filters live in the URL: they survive a reload and can be shared', async ({ restock, open }) => {
  const low = await restock.addProduct({ name: 'Ladder, short', available: 1, reorderPoint: 2 });
  const fine = await restock.addProduct({ name: 'Ladder, long', available: 9, reorderPoint: 2 });
  const page = await open('viewer', '/stock');
  await page.getByRole('searchbox', { name: 'Search products' }).fill('ladder');
  await expect(stockTable(page).getByRole('row')).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Low' });
  await stockTable(page).getByRole('button', { name: 'Available' }).click();
  await expect(page).toHaveURL(/[?&]q=ladder/);
  await expect(page).toHaveURL(/[?&]status=low/);
  await expect(page).toHaveURL(/[?&]sort=-?available/);
  const shared = page.url();

  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search products' })).toHaveValue('ladder');
  const colleague = await open('approver', shared);
  for (const reader of [page, colleague]) {
    await expect(new StockRow(reader, low).row).toBeVisible();
    await expect(new StockRow(reader, fine).row).toHaveCount(0);
    await expect(reader.getByRole('combobox', { name: 'Status' })).toHaveValue('low');
    await expect(reader.getByRole('columnheader', { name: 'Available' })).toHaveAttribute(
      'aria-sort',
      /ascending|descending/,
    );
  }
});

test('with the keyboard alone: sign in, open a purchase order, approve it', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Step stool', available: 1, reorderPoint: 4 });
  const page = await open('stranger', ordersOf(product));
  const { keyboard } = page;
  await expect(signInForm(page)).toBeVisible();
  await tabTo(page, page.getByRole('textbox', { name: 'E-mail' }));
  await keyboard.type(emailOf('approver'));
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');

  await expect(reviewButton(page, product)).toBeVisible();
  await tabTo(page, reviewButton(page, product));
  await keyboard.press('Enter');
  const drawer = new PurchaseOrderDrawer(page, product);
  await expect(drawer.approve).toBeEnabled();
  await keyboard.press('Escape');
  await expect(drawer.dialog).toBeHidden();
  await expect(reviewButton(page, product)).toBeFocused();

  await keyboard.press('Enter');
  await expect(drawer.approve).toBeEnabled();
  await tabTo(page, drawer.note);
  await keyboard.type('By keyboard');
  await tabTo(page, drawer.approve);
  await keyboard.press('Enter');
  await expect(drawer.dialog).toBeHidden();
  await expect(page.locator('#content h2').first()).toBeFocused();
  await untilShown(page, historyRow(page, product));
  await expect(historyRow(page, product)).toContainText('By keyboard');
});
