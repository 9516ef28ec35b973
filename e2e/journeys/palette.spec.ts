import { expect, test } from '../fixtures.ts';
import { Palette, shortcutSheet } from '../pages/palette.ts';
import { ordersOf, PurchaseOrderDrawer, reviewButton } from '../pages/purchase-orders-page.ts';
import { heading, isLive, untilShown } from '../pages/shell.ts';
import { productDrawer } from '../pages/stock-page.ts';

test('the palette leads to pages, products and purchase orders without a mouse', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Floor clock', available: 2, reorderPoint: 4 });
  const page = await open('viewer', ordersOf(product));
  await isLive(page);
  await untilShown(page, reviewButton(page, product));
  const toPage = await Palette.open(page);
  await page.keyboard.type('reserv');
  await expect(toPage.chosen).toContainText('Reservations');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Reservations')).toBeVisible();
  await expect(toPage.dialog).toBeHidden();

  const toProduct = await Palette.open(page);
  await page.keyboard.type('floor clock');
  await expect(toProduct.chosen).toContainText(product.id);
  await page.keyboard.press('Enter');
  await expect(productDrawer(page, product)).toBeVisible();

  const toOrder = await Palette.open(page);
  await page.keyboard.type('floor clock');
  await page.keyboard.press('ArrowDown');
  await expect(toOrder.chosen).toContainText('× Floor clock');
  await page.keyboard.press('Enter');
  await expect(new PurchaseOrderDrawer(page, product).dialog).toBeVisible();
});

test('the palette closes alone, and the focus goes back to where it was', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Umbrella stand', available: 7, reorderPoint: 4 });
  const page = await open('viewer', `/stock?product=${product.id}`);
  const tab = productDrawer(page, product).getByRole('tab', { name: 'Reservations' });
  await tab.click();
  const palette = await Palette.open(page);
  await page.keyboard.type('no such thing');
  await expect(palette.dialog.getByRole('status')).toHaveText(/Nothing fits/);
  await page.keyboard.press('Escape');
  await expect(palette.dialog).toBeHidden();
  await expect(productDrawer(page, product)).toBeVisible();
  await expect(tab).toBeFocused();
});

test('the keyboard reaches pages and rows, and the sheet says how', async ({ open }) => {
  const page = await open('viewer', '/');
  await expect(heading(page, 'Overview')).toBeVisible();
  await page.keyboard.press('?');
  await expect(shortcutSheet(page)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await expect(shortcutSheet(page)).toBeHidden();
  await expect(heading(page, 'Overview')).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(heading(page, 'Stock')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Stock levels' }).getByRole('rowheader').getByRole('button');
  await expect(rows.nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('single keys are text in a field, and nothing at all once they are switched off', async ({ open }) => {
  const page = await open('viewer', '/stock');
  await expect(heading(page, 'Stock')).toBeVisible();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search products' });
  await expect(search).toBeFocused();
  await page.keyboard.type('g a?');
  await expect(search).toHaveValue('g a?');
  await expect(page).toHaveURL(/q=g\+a%3F/);

  await search.fill('');
  await search.blur();
  await page.keyboard.press('?');
  const off = shortcutSheet(page).getByRole('switch', { name: 'Shortcuts of a single key' });
  await off.press('Space');
  await expect(off).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(shortcutSheet(page)).toBeHidden();
  await page.reload();
  await expect(search).toBeVisible();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await expect(search).not.toBeFocused();
  const palette = await Palette.open(page);
  await expect(shortcutSheet(page)).toBeHidden();
  await expect(palette.dialog.getByRole('option', { name: 'Overview' })).toBeVisible();
});
