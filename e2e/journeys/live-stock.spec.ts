import { expect, test } from '../fixtures.ts';
import { isLive } from '../pages/shell.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { StockRow } from '../pages/stock-page.ts';

test('an order moves the stock in somebody else’s window, with no reload', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Desk lamp', available: 40, reorderPoint: 5 });
  const viewer = await open('viewer', '/stock?q=desk-lamp');
  const operator = await open('operator', '/simulator');
  const row = new StockRow(viewer, product);
  await isLive(viewer);
  await row.shows({ available: '40', reserved: '0', onHand: '40', status: 'In stock' });
  await viewer.evaluate(() => Object.assign(window, { loadedOnce: true }));

  await isLive(operator);
  await placeOrder(operator, product, 7);
  await expect(yourOrders(operator)).toContainText('1 of 1 done: 1 reserved');
  await row.shows({ available: '33', reserved: '7', onHand: '40' });
  expect(await viewer.evaluate(() => 'loadedOnce' in window)).toBe(true);
});

test('an order for more than there is is unavailable, and reserves nothing', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Floor lamp', available: 6, reorderPoint: 1 });
  const operator = await open('operator', '/simulator');
  await isLive(operator);
  await placeOrder(operator, product, 9);
  await expect(yourOrders(operator)).toContainText('1 of 1 done: 1 unavailable');
  await operator.goto('/stock?q=floor-lamp');
  await new StockRow(operator, product).shows({ available: '6', reserved: '0' });
});
