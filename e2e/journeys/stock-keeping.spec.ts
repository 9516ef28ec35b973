import { expect, test } from '../fixtures.ts';
import { acknowledgeButton, alertRow } from '../pages/alerts-page.ts';
import { isLive, untilShown } from '../pages/shell.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { adjustStock, ledgerEntry, productDrawer, StockRow } from '../pages/stock-page.ts';

test('an adjustment needs a reason, and the ledger keeps who made it and why', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Pen cabinet', available: 12, reorderPoint: 2 });
  const page = await open('operator', '/stock?q=pen cab');
  const row = new StockRow(page, product);
  await isLive(page);
  await row.open();
  const drawer = productDrawer(page, product);
  await adjustStock(drawer, -3, {});
  await expect(drawer.getByText('Say why: the ledger keeps it.')).toBeVisible();
  await adjustStock(drawer, -3, { reason: 'Other' });
  await expect(drawer.getByText('Say what it was.')).toBeVisible();
  await adjustStock(drawer, -3, { reason: 'Damaged', note: 'Water' });

  const entry = ledgerEntry(drawer, 'Adjustment: Damaged, Water');
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
  await adjustStock(drawer, -5, { reason: 'Counted again' });
  await expect(drawer.getByText('Only 4 are available.')).toBeVisible();
});

test('an adjustment is undone once, by an entry of its own that says by whom', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Hole punch', available: 8, reorderPoint: 1 });
  const path = `/stock?q=punch&product=${product.id}`;
  const page = await open('operator', path);
  const drawer = productDrawer(page, product);
  await adjustStock(drawer, -3, { reason: 'Lost', note: 'Not on its shelf' });
  const undo = drawer.getByRole('button', { name: 'Undo the adjustment of −3' });
  await untilShown(page, undo);
  const viewer = await open('viewer', path);
  await untilShown(viewer, ledgerEntry(productDrawer(viewer, product), 'Adjustment: Lost, Not on its shelf'));
  await expect(productDrawer(viewer, product).getByRole('button', { name: /Undo/ })).toHaveCount(0);

  await undo.click();
  const undone = ledgerEntry(drawer, 'Adjustment undone');
  await untilShown(page, undone);
  await expect(undone).toContainText('+3');
  await expect(undone).toContainText('Oscar Operator');
  await expect(ledgerEntry(drawer, 'Adjustment: Lost')).toContainText('Undone by Oscar Operator');
  await expect(undo).toHaveCount(0);
  await drawer.getByRole('button', { name: `Close ${product.name}` }).click();
  await new StockRow(page, product).shows({ available: '8' });
});

test('the ledger leads to the order that an entry is for', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Stapler', available: 9, reorderPoint: 1 });
  const page = await open('operator', '/simulator');
  await placeOrder(page, product, 2);
  await expect(yourOrders(page)).toContainText('1 of 1 done: 1 reserved');
  await page.goto(`/stock?q=stapler&product=${product.id}`);
  const link = ledgerEntry(productDrawer(page, product), 'Order').getByRole('link');
  await untilShown(page, link);
  const orderId = await link.innerText();
  await link.click();
  await expect(page).toHaveURL(`/reservations?orderId=${orderId}`);
  await expect(page.getByRole('table', { name: 'Reservations' }).getByRole('row')).toHaveCount(2);
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
