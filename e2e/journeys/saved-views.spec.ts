import { expect, type Page, test } from '../fixtures.ts';
import { StockRow } from '../pages/stock-page.ts';

const openViews = async (page: Page) => {
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  return page.getByRole('dialog', { name: 'Views' });
};

test('filters are saved under a name, found again in another window, shared, renamed and removed', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Egg timer', available: 1, reorderPoint: 4 });
  const page = await open('manager', '/stock');
  await page.getByRole('searchbox', { name: 'Search products' }).fill('egg tim');
  await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Low' });
  await expect(page).toHaveURL(/status=low/);
  const views = await openViews(page);
  await expect(views).toContainText('No views of this page yet.');
  await views.getByRole('button', { name: 'Save' }).click();
  await expect(views).toContainText('A view needs a name.');
  await views.getByRole('textbox', { name: 'Name' }).fill('Low timers');
  await views.getByRole('button', { name: 'Save' }).dblclick();
  await expect(views.getByRole('link', { name: 'Low timers' })).toHaveCount(1);
  const address = (await views.getByRole('link', { name: 'Low timers' }).getAttribute('href')) ?? '';

  // Another window of the same person, with nothing of the first but who it is.
  const other = await open('manager', '/stock');
  await (await openViews(other)).getByRole('link', { name: 'Low timers' }).click();
  await expect(other.getByRole('searchbox', { name: 'Search products' })).toHaveValue('egg tim');
  await new StockRow(other, product).shows({ available: '1', status: 'Low' });

  // Its address alone shows somebody else the same.
  const colleague = await open('viewer', address);
  await new StockRow(colleague, product).shows({ available: '1' });
  await expect(colleague.getByRole('combobox', { name: 'Status' })).toHaveValue('low');
  await expect(await openViews(colleague)).toContainText('No views of this page yet.');

  await views.getByRole('button', { name: 'Rename the view Low timers' }).click();
  const rename = views.getByRole('form', { name: 'Rename the view Low timers' });
  await expect(rename.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await rename.getByRole('textbox', { name: 'New name' }).fill('Timers to order');
  await page.keyboard.press('Enter');
  await expect(views.getByRole('button', { name: 'Rename the view Timers to order' })).toBeFocused();
  await expect(views.getByRole('link')).toHaveCount(1);

  await views.getByRole('button', { name: 'Remove the view Timers to order' }).click();
  await expect(views).toContainText('No views of this page yet.');
});
