import { expect, test } from '../fixtures.ts';
import { dropFile, ImportPage } from '../pages/import-page.ts';
import { heading, isLive, tabTo, untilShown } from '../pages/shell.ts';
import { adjustStock, ledgerEntry, productDrawer, StockRow } from '../pages/stock-page.ts';

const PATH = '/stock/import';

test('counts and products come from a file: seen first, then imported, then in the ledger', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Waste bin', available: 12, reorderPoint: 2 });
  const page = await open('operator', '/stock?q=waste');
  await page.getByRole('link', { name: 'Import CSV' }).click();
  await expect(heading(page, 'Import stock')).toBeVisible();
  const form = new ImportPage(page);
  // As a sheet in Europe saves it.
  await form.give(
    '\ufeffsku;Name;available;reorder point;reorder quantity',
    `${product.id};;9;3;`,
    'tray;Letter tray;1500;5;20',
  );
  await form.shows(product, '12', '9', '−3', 'Reorder point 2 → 3', '2');
  await form.shows(
    { id: 'tray', name: 'Letter tray' },
    '–',
    '1,500',
    '+1,500',
    'Reorder quantity 20 · Reorder point 5',
    '3',
  );
  await expect(page.getByRole('status').filter({ hasText: '6 changes in 2 products' })).toBeVisible();

  // A second click comes before the button is gone.
  await form.send.dblclick();
  await expect(form.imported).toContainText('By Oscar Operator');
  await expect(form.imported.getByRole('heading', { name: 'Imported' })).toBeFocused();
  await form.imported.getByRole('link', { name: 'Letter tray' }).click();
  const drawer = productDrawer(page, { id: 'tray', name: 'Letter tray' });
  await expect(ledgerEntry(drawer, 'Import')).toContainText('Oscar Operator');
  await page.goto('/stock?q=waste');
  await new StockRow(page, product).shows({ available: '9', reorderPoint: '3' });
  await new StockRow(page, product).open();
  await untilShown(page, ledgerEntry(productDrawer(page, product), 'Import'));
  await expect(ledgerEntry(productDrawer(page, product), 'Import')).toHaveCount(1);
});

test('counts are added where the file says what came or went', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Door stop', available: 12, reorderPoint: 2 });
  const page = await open('operator', PATH);
  const form = new ImportPage(page);
  await form.give('sku,available', `${product.id},5`);
  await form.shows(product, '12', '5', '−7');
  await form.add();
  await form.shows(product, '12', '17', '+5');
  await form.send.click();
  await expect(form.imported).toBeVisible();
  await page.goto('/stock?q=door stop');
  await new StockRow(page, product).shows({ available: '17' });
});

test('what is wrong is named by its line, and nothing can be imported until it is right', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Key cabinet', available: 12, reorderPoint: 2 });
  const page = await open('operator', PATH);
  const form = new ImportPage(page);
  await form.give('sku,name,available', `${product.id},,9`, 'safe-box,=1+1,4', `${product.id},,x`);
  const row = (line: string) => form.problems.getByRole('row').filter({ hasText: line });
  await expect(row('Line 3')).toContainText(['begins as a formula does']);
  await expect(row('Line 4').filter({ hasText: 'available' })).toContainText('not a whole number');
  await expect(row('Line 4').filter({ hasText: 'productId' })).toContainText('on line 2 already');
  await form.shows(product, '12', '9');
  await expect(form.send).toHaveCount(0);
  await form.give('sku,colour', `${product.id},red`);
  await expect(row('Line 1')).toContainText('no such column');
  await form.give('sku,name,available', `${product.id},,9`);
  await expect(form.problems).toHaveCount(0);
  await form.send.click();
  await expect(form.imported).toBeVisible();
});

test('a balance that moves between the preview and the import is told, and looked at again', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Cloak stand', available: 12, reorderPoint: 2 });
  const page = await open('operator', PATH);
  const form = new ImportPage(page);
  await form.give('sku,available', `${product.id},5`);
  await form.shows(product, '12', '5', '−7');
  const other = await open('manager', `/stock?q=coat&product=${product.id}`);
  await adjustStock(productDrawer(other, product), -2, { reason: 'Damaged' });
  await untilShown(other, ledgerEntry(productDrawer(other, product), 'Adjustment: Damaged'));

  await form.send.click();
  await expect(form.problems).toContainText('In the preview it was 12, and now it is 10.');
  await expect(form.send).toHaveCount(0);
  await page.getByRole('button', { name: 'Compare again' }).click();
  await form.shows(product, '10', '5', '−5');
  await form.send.click();
  await expect(form.imported).toBeVisible();
});

test('a list that was exported is imported again, and changes nothing', async ({ restock, open }) => {
  await restock.addProduct({ name: 'Shelf "A", upper', available: 4, reorderPoint: 1 });
  await restock.addProduct({ name: '-20 °C shelf', available: 7, reorderPoint: 1 });
  const page = await open('operator', '/stock?q=shelf');
  await expect(page.getByText(/^2 of/)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await download).path();
  await page.goto(PATH);
  await new ImportPage(page).file.setInputFiles(file);
  await expect(page.getByText('All 2 rows say what there is already.')).toBeVisible();
});

test('a file may be dropped; what is no CSV is said to be none', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Arm rest', available: 3, reorderPoint: 1 });
  const page = await open('operator', PATH);
  const form = new ImportPage(page);
  await dropFile(page, page.getByText('Choose a CSV file'), 'PK\u0003\u0004');
  await expect(page.getByRole('alert')).toHaveText('This is a workbook. Save it as CSV, and choose that file.');
  await dropFile(page, page.getByText('Choose a CSV file'), `sku\tavailable\n${product.id}\t4`);
  await form.shows(product, '3', '4', '+1');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('on a phone and by keyboard alone, from lines that are pasted', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Cable tie', available: 3, reorderPoint: 1 });
  const page = await open('operator', PATH, { viewport: { width: 390, height: 844 } });
  const form = new ImportPage(page);
  await isLive(page);
  await tabTo(page, page.getByText('Paste lines instead'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(`sku,available\n${product.id},4`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await form.shows(product, '3', '4', '+1');
  await tabTo(page, form.send);
  await page.keyboard.press('Enter');
  await expect(form.imported.getByRole('heading')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(productDrawer(page, product)).toBeVisible();
});

test('who may not import finds no way to it, and is told so where they go all the same', async ({ open }) => {
  const page = await open('approver', '/stock');
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Import CSV' })).toHaveCount(0);
  await page.goto(PATH);
  await expect(page.getByText('Only operators import stock')).toBeVisible();
});
