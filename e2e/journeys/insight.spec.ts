import { expect, type Page, test } from '../fixtures.ts';
import { ordersOf, review } from '../pages/purchase-orders-page.ts';
import { isLive } from '../pages/shell.ts';
import { placeOrder } from '../pages/simulator-page.ts';
import { StockRow } from '../pages/stock-page.ts';
import { stopExecution } from '../stop-execution.ts';

test('of many who want all that is left at once one has it, and the others are told why not', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Last lamp', available: 3, reorderPoint: 0 });
  const page = await open('operator', '/simulator');
  const race = page.getByRole('form', { name: 'Many for the last' });
  await expect(race.getByRole('button', { name: 'Let them race' })).toBeDisabled();
  await race.getByRole('combobox', { name: 'Product' }).selectOption(product.id);
  await race.getByRole('textbox', { name: 'Buyers' }).fill('12');
  await race.getByRole('button', { name: 'Let them race' }).click();
  await expect(page.getByText('1 of 12 have it: 3 of 3 promised.')).toBeVisible();
  const buyers = page.getByRole('list', { name: 'Buyers' }).getByRole('listitem');
  await expect(buyers).toHaveCount(12);
  await expect(buyers.filter({ hasText: 'has all 3' })).toHaveCount(1);
  await expect(buyers.filter({ hasText: 'too late: 0 left' })).toHaveCount(11);
  await page.goto(`/stock?q=${product.id}`);
  await new StockRow(page, product).shows({ available: '0', reserved: '3' });
});

const rows = (page: Page) => page.getByRole('table', { name: 'What happens' }).getByRole('row');

test('events are told as they happen, found by product and order, and wait while paused', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Told table', available: 30, reorderPoint: 1 });
  const other = await restock.addProduct({ name: 'Other table', available: 30, reorderPoint: 1 });
  const page = await open('viewer', `/events?productId=${product.id}`);
  await expect(page.getByText('Nothing has happened since')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause live updates' })).toBeVisible();
  await expect(page.getByRole('banner').getByText('Live', { exact: true })).toBeVisible();

  const shop = await open('operator', '/simulator');
  await placeOrder(shop, other, 1);
  await placeOrder(shop, product, 2);
  const order = rows(page).filter({ hasText: 'Order of 2' });
  await expect(order).toContainText('Reserved');
  await expect(rows(page).filter({ hasText: '28 available, 2 reserved' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'Other table' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Stock' });
  await expect(order).toHaveCount(0);
  await expect(page).toHaveURL(/type=stock/);

  const pause = page
    .getByRole('region', { name: 'What happens', exact: true })
    .getByRole('button', { name: /^(Pause|Go on)/ });
  await pause.click();
  await placeOrder(shop, product, 3);
  await expect(pause).toContainText(/Go on: \d+ changes wait/);
  await expect(rows(page).filter({ hasText: '25 available' })).toHaveCount(0);
  await pause.click();
  await expect(rows(page).filter({ hasText: '25 available, 5 reserved' })).toBeVisible();

  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Order' });
  await order.getByRole('link').click();
  await expect(page.getByRole('table', { name: 'Reservations' })).toContainText('Told table');
});

test('a purchase order shows the workflow behind it, as far as it has come', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Flow chart', available: 1, reorderPoint: 3 });
  const page = await open('approver', ordersOf(product));
  await isLive(page);
  const drawer = await review(page, product);
  await drawer.dialog.getByRole('button', { name: 'Show the workflow' }).click();
  const steps = drawer.dialog.getByRole('table', { name: 'Steps of the workflow' });
  await expect(steps.getByRole('row', { name: /WaitForDecision/ })).toContainText('Waits');
  await expect(steps.getByRole('row', { name: /ClaimStockLevel/ })).toContainText('Done');
  await expect(drawer.dialog.getByRole('region', { name: /The graph of the workflow/ })).toContainText(
    '… WaitForDecision',
  );

  const other = await open('manager', ordersOf(product));
  const decision = await review(other, product);
  await decision.approve.click();
  await expect(steps.getByRole('row', { name: /WaitForUndo/ })).toBeVisible();
  await expect(steps.getByRole('row', { name: /WaitForDecision/ })).toContainText('Done');

  // Its execution is lost on the way: another one takes the order up, and both are there to be seen.
  await stopExecution(restock, product);
  const execution = drawer.dialog.getByRole('combobox', { name: 'Execution' });
  await expect(execution).toHaveValue('2', { timeout: 30_000 });
  await expect(drawer.dialog).toContainText('The execution has ended.', { timeout: 30_000 });
  await expect(steps.getByRole('row', { name: /NoteRecovery/ })).toBeVisible();
  await execution.selectOption('1 of 2');
  await expect(drawer.dialog).toContainText('The execution was stopped.');
  await expect(steps.getByRole('row', { name: /WaitForUndo/ })).toContainText('Stopped');
});
