import { expect, type Page, test } from '../fixtures.ts';
import { ordersOf, PurchaseOrderDrawer, reviewButton } from '../pages/purchase-orders-page.ts';
import { isLive } from '../pages/shell.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { StockRow } from '../pages/stock-page.ts';

/** Loads the page again without its live connection, which is let through when the returned function is called. */
async function holdConnection(page: Page): Promise<() => void> {
  const connect = Promise.withResolvers<void>();
  await page.routeWebSocket(/./, async (socket) => {
    await connect.promise;
    socket.connectToServer();
  });
  await page.reload();
  return connect.resolve;
}

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

test('an order of several products is served all or not at all, or line by line', async ({ restock, open }) => {
  const plenty = await restock.addProduct({ name: 'Wall lamp', available: 8, reorderPoint: 1 });
  const short = await restock.addProduct({ name: 'Ceiling lamp', available: 1, reorderPoint: 0 });
  const operator = await open('operator', '/simulator');
  await isLive(operator);
  const form = operator.getByRole('form', { name: 'Place an order' });
  await form.getByRole('combobox', { name: 'Product' }).selectOption(plenty.id);
  await form.getByRole('textbox', { name: 'Quantity' }).fill('2');
  await form.getByRole('button', { name: 'Add a product' }).click();
  const line = form.getByRole('group', { name: 'Line 2' });
  await form.getByRole('button', { name: 'Place order' }).click();
  await expect(line).toContainText('Choose a product.');
  await line.getByRole('combobox', { name: 'Product' }).selectOption(short.id);
  await line.getByRole('textbox', { name: 'Quantity' }).fill('3');
  await form.getByRole('button', { name: 'Place order' }).click();
  await expect(yourOrders(operator)).toContainText('2 of 2 done: 2 unavailable');

  await form.getByRole('checkbox', { name: 'Take what there is, line by line' }).check();
  await form.getByRole('button', { name: 'Place order' }).click();
  await expect(yourOrders(operator)).toContainText('4 of 4 done: 1 reserved, 3 unavailable');
  await line.getByRole('button', { name: 'Remove line 2' }).click();
  await expect(form.getByRole('checkbox', { name: /line by line/ })).toHaveCount(0);
});

test('what changed before a window was live is read again once it is', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Clip lamp', available: 12, reorderPoint: 1 });
  const page = await open('viewer', '/stock?q=clip-lamp');
  const connect = await holdConnection(page);
  const row = new StockRow(page, product);
  await row.shows({ available: '12' });

  const colleague = await open('viewer', '/stock?q=clip-lamp');
  await isLive(colleague);
  await restock.order({ orderId: 'before-live', productId: product.id, quantity: 5 });
  await new StockRow(colleague, product).shows({ available: '7', reserved: '5' });
  await row.shows({ available: '12' });

  connect();
  await isLive(page);
  await row.shows({ available: '7', reserved: '5' });
});

test('a press that began before the list was read again opens what was pressed', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Table lamp', available: 1, reorderPoint: 4 });
  const page = await open('approver', ordersOf(product));
  await expect(reviewButton(page, product)).toBeVisible();
  const connect = await holdConnection(page);
  await reviewButton(page, product).hover();
  await page.mouse.down();

  const later = await restock.addProduct({ name: 'Reading lamp', available: 9, reorderPoint: 1 });
  connect();
  await expect(page.getByRole('option', { name: later.name })).toBeAttached();
  await expect(reviewButton(page, product)).toBeFocused();
  await page.mouse.up();
  await expect(new PurchaseOrderDrawer(page, product).dialog).toBeVisible();
});
