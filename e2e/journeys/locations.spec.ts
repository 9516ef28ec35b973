import { expect, type Page, test } from '../fixtures.ts';
import { measureCover } from '../measure-cover.ts';
import { ledgerEntry, productDrawer, StockRow } from '../pages/stock-page.ts';

/** There may be one by now: who has several locations sees them everywhere. */
async function openLocation(page: Page, id: string, name: string): Promise<void> {
  await page.goto('/settings?section=locations');
  const table = page.getByRole('table', { name: 'Locations' });
  await expect(table.getByRole('row', { name: /Main/ })).toBeVisible();
  await page.getByRole('button', { name: 'New location' }).click();
  const form = page.getByRole('form', { name: 'Location' });
  await form.getByRole('textbox', { name: 'Id' }).fill('no such id');
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('A location id is of 1 to 64 letters');
  await form.getByRole('textbox', { name: 'Id' }).fill(id);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(table.getByRole('row', { name: new RegExp(name) })).toContainText(id);
}

test('a location is opened, stock is sent there, and orders take it from there', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Tripod', available: 9, reorderPoint: 2 });
  const page = await open('operator', '/stock');
  await openLocation(page, 'annex', 'Annex');

  await page.goto(`/stock?q=tripod&product=${product.id}`);
  const drawer = productDrawer(page, product);
  const places = drawer.getByRole('table', { name: 'Stock by location' });
  await expect(places.getByRole('row')).toHaveCount(2);
  const form = drawer.getByRole('form', { name: 'Transfer stock' });
  await form.getByRole('combobox', { name: 'To' }).selectOption({ label: 'Annex' });
  await form.getByRole('textbox', { name: 'Quantity' }).fill('10');
  await form.getByRole('button', { name: 'Transfer' }).click();
  await expect(form).toContainText('Only 9 are available here.');
  await form.getByRole('textbox', { name: 'Quantity' }).fill('4');
  await form.getByRole('button', { name: 'Transfer' }).dblclick();
  await expect(page.getByText('Tripod: 4 sent to Annex, now 4 available there.')).toBeVisible();
  await expect(places.getByRole('row', { name: /Annex/ })).toContainText('4');
  await drawer.getByRole('button', { name: '2 new: Show' }).click();
  await expect(ledgerEntry(drawer, /Transfer.*Annex/)).toHaveCount(1);
  await expect(ledgerEntry(drawer, /Transfer.*Main/)).toHaveCount(1);

  // What is seen of a place is what happened there.
  await places.getByRole('button', { name: /Annex/ }).click();
  await expect(page).toHaveURL(/at=annex/);
  await expect(drawer.getByRole('form', { name: 'Transfer stock' })).toContainText('Of 4 available');
  await drawer.getByRole('button', { name: `Close ${product.name}` }).click();

  const viewer = await open('viewer', '/stock?q=tripod&location=annex');
  const there = new StockRow(viewer, product);
  await there.shows({ available: '4', reserved: '0' });
  await page.goto('/simulator');
  const order = page.getByRole('form', { name: 'Place an order' });
  await order.getByRole('combobox', { name: 'Product' }).selectOption({ label: product.name });
  await order.getByRole('combobox', { name: 'Location' }).selectOption({ label: 'Annex' });
  await order.getByRole('textbox', { name: 'Quantity' }).fill('3');
  await order.getByRole('button', { name: 'Place order' }).click();
  await there.shows({ available: '1', reserved: '3' });
  await viewer.goto('/stock?q=tripod&location=main');
  await there.shows({ available: '5', reserved: '0' });

  // How long it lasts is said of every place; the day is counted a moment after the order is told.
  const lasts = page.getByRole('table', { name: 'Days of cover' }).getByRole('row', { name: 'Tripod, Annex' });
  await expect(async () => {
    await measureCover(restock);
    await page.goto('/');
    await expect(lasts).toBeVisible({ timeout: 3000 });
  }).toPass();
  await lasts.getByRole('link').click();
  await expect(page).toHaveURL(/at=annex/);
});
