import { expect, test } from '../fixtures.ts';
import { acknowledgeButton, alertRow } from '../pages/alerts-page.ts';
import { isLive, untilShown } from '../pages/shell.ts';

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

test('a snoozed alert leaves the open list until its time, and can be brought back', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Paper cutter', available: 2, reorderPoint: 3 });
  const page = await open('operator', '/alerts');
  const row = alertRow(page, product, 'Low stock');
  await untilShown(page, row);
  await row.getByRole('button', { name: 'Snooze: Low stock, Paper cutter' }).click();
  await page.getByRole('menuitem', { name: 'For an hour' }).click();
  await expect(row).toContainText('Snoozed by Oscar Operator until');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.getByRole('combobox', { name: 'List' }).selectOption({ label: 'Snoozed' });
  await row.getByRole('button', { name: 'Bring back: Low stock, Paper cutter' }).click();
  await page.getByRole('combobox', { name: 'List' }).selectOption({ label: 'Open' });
  await untilShown(page, row);
});
