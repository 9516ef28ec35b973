import { expect, test } from '../fixtures.ts';
import { ordersOf, PurchaseOrderDrawer, review, underWayRow } from '../pages/purchase-orders-page.ts';
import { isLive } from '../pages/shell.ts';
import { StockRow } from '../pages/stock-page.ts';

test('goods are received in parts, and what does not come is closed short', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Filing cabinet', available: 2, reorderPoint: 5 });
  await restock.settings(false);
  const approver = await open('approver', ordersOf(product));
  const operator = await open('operator', ordersOf(product));
  const viewer = await open('viewer', '/stock?q=filing-cabinet');
  await isLive(operator);
  await (await review(approver, product)).approve.click();
  await expect(underWayRow(operator, product)).toContainText('Ordered', { timeout: 30_000 });
  await restock.settings(true);

  await underWayRow(operator, product).getByRole('button').click();
  const drawer = new PurchaseOrderDrawer(operator, product);
  await expect(drawer.received).toHaveValue('10');
  await drawer.received.fill('11');
  await drawer.receive.click();
  await expect(drawer.dialog).toContainText('Only 10 are still to come.');
  await drawer.received.fill('4');
  await drawer.receive.click();
  await expect(drawer.dialog).toContainText('Partly received');
  await expect(drawer.received).toHaveValue('6');
  await expect(drawer.dialog.getByRole('region', { name: 'Receipts' })).toContainText('Oscar Operator');
  await new StockRow(viewer, product).shows({ available: '6', status: 'In stock' });

  await drawer.dialog.getByRole('button', { name: 'Close short…' }).click();
  await drawer.dialog.getByRole('button', { name: 'Close without 6 units' }).click();
  await expect(drawer.dialog).toContainText('Closed short');
  await expect(drawer.received).toHaveCount(0);
  await new StockRow(viewer, product).shows({ available: '6', status: 'In stock' });
});

test('a request is cancelled by who made it, and the product can be ordered again', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Foot rest', available: 3, reorderPoint: 1 });
  const operator = await open('operator', ordersOf(product));
  const request = async () => {
    await operator.getByRole('button', { name: 'New purchase order' }).click();
    const form = operator.getByRole('form', { name: 'New purchase order' });
    await form.getByRole('combobox', { name: 'Product' }).selectOption({ label: product.name });
    await form.getByRole('textbox', { name: 'Quantity' }).fill('5');
    await form.getByRole('button', { name: 'Request purchase order' }).click();
  };
  await request();
  const drawer = new PurchaseOrderDrawer(operator, product);
  await expect(drawer.dialog).toContainText('Awaiting decision');
  await drawer.dialog.getByRole('button', { name: 'Cancel order…' }).click();
  await drawer.dialog.getByRole('button', { name: 'Yes, cancel this order' }).click();
  await expect(drawer.dialog).toContainText('Cancelled by');
  await operator.keyboard.press('Escape');
  await expect(drawer.dialog).toBeHidden();
  await request();
  await expect(drawer.dialog).toContainText('Awaiting decision');
});
