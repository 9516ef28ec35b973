import { expect, test } from '../fixtures.ts';
import { historyRow, ordersOf, review } from '../pages/purchase-orders-page.ts';
import { connectionState, isLive, untilShown } from '../pages/shell.ts';
import { StockRow } from '../pages/stock-page.ts';

test('a decision that is pending survives the death of the backend', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Server rack', available: 1, reorderPoint: 3, reorderQuantity: 6 });
  const viewer = await open('viewer', '/stock?q=server-rack');
  const approver = await open('approver', ordersOf(product));
  await isLive(viewer);
  await isLive(approver);
  const drawer = await review(approver, product);

  await restock.endpoint.kill();
  await expect(connectionState(approver)).toHaveText(/^Reconnecting, data from \d\d:\d\d$/);
  await restock.endpoint.start();
  await expect(connectionState(approver)).toHaveText('Live', { timeout: 45_000 });
  await expect(connectionState(viewer)).toHaveText('Live', { timeout: 45_000 });

  await drawer.approve.click();
  await expect(drawer.dialog).toBeHidden();
  await new StockRow(viewer, product).shows({ available: '7', status: 'In stock' });
  await untilShown(approver, historyRow(approver, product));
  await expect(historyRow(approver, product)).toContainText('Ada Approver');
});
