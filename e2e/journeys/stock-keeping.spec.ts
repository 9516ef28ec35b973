import { expect, test } from '../fixtures.ts';
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
