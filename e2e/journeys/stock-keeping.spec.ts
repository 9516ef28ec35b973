import { expect, test } from '../fixtures.ts';
import { acknowledgeButton, alertRow } from '../pages/alerts-page.ts';
import { isLive, untilShown } from '../pages/shell.ts';
import { adjustStock, productDrawer, StockRow } from '../pages/stock-page.ts';

test('an adjustment needs a reason, and the ledger keeps who made it and why', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Filing cabinet', available: 12, reorderPoint: 2 });
  const page = await open('operator', '/stock?q=filing');
  const row = new StockRow(page, product);
  await isLive(page);
  await row.open();
  const drawer = productDrawer(page, product);
  await adjustStock(drawer, -3, '');
  await expect(drawer.getByText('Say why: the ledger keeps it.')).toBeVisible();
  await adjustStock(drawer, -3, 'Water damage');

  const ledger = drawer.getByRole('table', { name: 'Ledger' });
  const entry = ledger.getByRole('row').filter({ hasText: 'Adjustment: Water damage' });
  await untilShown(page, entry);
  await expect(entry).toContainText('Oscar Operator');
  await expect(entry).toHaveCount(1);
  await drawer.getByRole('button', { name: `Close ${product.name}` }).click();
  await expect(drawer).toBeHidden();
  await row.shows({ available: '9', onHand: '9' });
});

test('more than there is cannot be taken', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Shredder', available: 4, reorderPoint: 1 });
  const page = await open('operator', '/stock?q=shredder');
  await new StockRow(page, product).open();
  const drawer = productDrawer(page, product);
  await adjustStock(drawer, -5, 'Counted again');
  await expect(drawer.getByText('Only 4 are available.')).toBeVisible();
});

test('an acknowledged alert leaves the open list for everybody, and says who has seen it', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Label printer', available: 2, reorderPoint: 3 });
  const other = await open('viewer', '/alerts');
  const operator = await open('operator', '/alerts');
  await isLive(other);
  await untilShown(other, alertRow(other, product, 'Low stock'));
  await untilShown(operator, acknowledgeButton(operator, product, 'Low stock'));
  await acknowledgeButton(operator, product, 'Low stock').click();
  await expect(acknowledgeButton(operator, product, 'Low stock')).toHaveCount(0);
  await expect(alertRow(other, product, 'Low stock')).toContainText('Acknowledged by Oscar Operator');

  await other.goto('/alerts?list=acknowledged');
  await expect(alertRow(other, product, 'Low stock')).toContainText('Acknowledged by Oscar Operator');
});
