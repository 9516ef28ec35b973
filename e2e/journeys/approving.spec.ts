import { expect, test } from '../fixtures.ts';
import { alertRow } from '../pages/alerts-page.ts';
import { historyRow, ordersOf, PurchaseOrderDrawer, review, reviewButton } from '../pages/purchase-orders-page.ts';
import { isLive, untilShown } from '../pages/shell.ts';
import { placeBurst, yourOrders } from '../pages/simulator-page.ts';
import { StockRow } from '../pages/stock-page.ts';

test('a burst to the reorder point alerts and raises an order; approving it brings the stock', async ({
  restock,
  open,
}) => {
  // Twenty orders take at least twenty, so that the reorder point is always reached; the stock may also run out.
  const product = await restock.addProduct({
    name: 'Whiteboard',
    available: 60,
    reorderPoint: 40,
    reorderQuantity: 500,
  });
  const alerts = await open('manager', '/alerts');
  const approver = await open('approver', ordersOf(product));
  const operator = await open('operator', '/simulator');
  await isLive(alerts);
  await isLive(approver);
  await placeBurst(operator, product, 20);
  await untilShown(alerts, alertRow(alerts, product, 'Low stock'));
  await expect(reviewButton(approver, product)).toBeVisible();
  await expect(yourOrders(operator)).toContainText('20 of 20 done');

  const viewer = await open('viewer', '/stock?q=whiteboard');
  const row = new StockRow(viewer, product);
  await isLive(viewer);
  await row.shows({ onHand: '60', status: /Low|Out of stock/ });
  const before = await row.read('available');

  const drawer = await review(approver, product);
  const ordered = Number(await drawer.fact('Quantity').textContent());
  expect(ordered).toBeGreaterThanOrEqual(500);
  await drawer.note.fill('Needed for the new office');
  await drawer.approve.click();
  await expect(drawer.dialog).toBeHidden();

  // It can be returned first; then it is ordered, and the sample settings receive everything at once.
  await row.shows({ available: String(before + ordered), status: 'In stock' });
  const history = historyRow(approver, product);
  await untilShown(approver, history);
  await expect(history).toContainText('Received');
  await expect(history).toContainText('Ada Approver');
  await expect(history).toContainText('Needed for the new office');
});

test('a rejection needs a reason, and brings no stock', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Pinboard', available: 2, reorderPoint: 5 });
  const approver = await open('approver', ordersOf(product));
  const drawer = await review(approver, product);

  await drawer.reject.click();
  await expect(drawer.dialog.getByText('Say why you reject it.')).toBeVisible();
  await expect(drawer.dialog).toContainText('Awaiting decision');

  await drawer.note.fill('We stop selling these');
  await drawer.reject.click();
  await expect(drawer.dialog).toBeHidden();
  const history = historyRow(approver, product);
  await untilShown(approver, history);
  await expect(history).toContainText('Rejected');
  await expect(history).toContainText('We stop selling these');
  await approver.goto('/stock?q=pinboard');
  await new StockRow(approver, product).shows({ available: '2', status: 'Low' });
});

test('of two approvers the second learns who was first, and keeps the typed note', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Flip chart', available: 1, reorderPoint: 5 });
  const first = await open('approver', ordersOf(product));
  const second = await open('manager', ordersOf(product));
  const firstDrawer = await review(first, product);
  // With updates paused the second decides on what was true a moment ago: the narrowest race, at any speed.
  await second.getByRole('button', { name: 'Pause live updates' }).click();
  const secondDrawer = await review(second, product);
  await secondDrawer.note.fill('Too expensive this month');

  await firstDrawer.approve.click();
  await expect(firstDrawer.dialog).toBeHidden();
  await secondDrawer.reject.click();

  const outcome = secondDrawer.dialog.getByRole('alert');
  await expect(outcome).toContainText('Approved by Ada Approver');
  await expect(outcome).toContainText('Your decision was not taken');
  await expect(outcome).toContainText('Too expensive this month');
  await expect(secondDrawer.approve).toBeHidden();
});

test('an approver who is overtaken while typing sees it happen', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Projector', available: 1, reorderPoint: 5 });
  const first = await open('manager', ordersOf(product));
  const second = await open('approver', ordersOf(product));
  await isLive(second);
  const firstDrawer = await review(first, product);
  const secondDrawer = await review(second, product);
  await secondDrawer.note.fill('Let me think');
  await firstDrawer.note.fill('Not now');
  await firstDrawer.reject.click();
  const outcome = secondDrawer.dialog.getByRole('alert');
  await expect(outcome).toContainText('Rejected by Max Manager');
  await expect(outcome).toContainText('Let me think');
});

test('a double click on Approve decides once', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Laminator', available: 3, reorderPoint: 5, reorderQuantity: 25 });
  const viewer = await open('viewer', '/stock?q=laminator');
  const approver = await open('approver', ordersOf(product));
  await isLive(viewer);
  const decisions: string[] = [];
  approver.on('request', (request) => {
    if (request.postData()?.includes('decidePurchaseOrder')) decisions.push(request.url());
  });
  const drawer = await review(approver, product);
  await drawer.approve.dblclick();
  await expect(new PurchaseOrderDrawer(approver, product).dialog).toBeHidden();
  await new StockRow(viewer, product).shows({ available: '28', status: 'In stock' });
  expect(decisions).toHaveLength(1);
});

test('a decision is returned within its seconds, and made otherwise', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Coat stand', available: 1, reorderPoint: 5 });
  const approver = await open('approver', ordersOf(product));
  const manager = await open('manager', ordersOf(product));
  await isLive(approver);
  const drawer = await review(approver, product);
  await drawer.approve.click();
  await expect(drawer.dialog).toBeHidden();
  const undo = approver.getByRole('button', { name: `Undo: Approved, ${product.name}` });
  await expect(undo).toHaveText(/^Undo \(\d+ s\)$/);
  // Nobody else is offered anything to return.
  await expect(manager.getByRole('button', { name: /^Undo/ })).toHaveCount(0);

  await undo.click();
  await expect(drawer.dialog).toContainText('Awaiting decision');
  await expect(drawer.approve).toBeEnabled();
  await drawer.note.fill('Two are enough');
  await drawer.reject.click();
  await expect(drawer.dialog).toBeHidden();
  await untilShown(approver, historyRow(approver, product));
  await expect(historyRow(approver, product)).toContainText('Two are enough');
});

test('over the limit a request of one person is approved by two others', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Meeting pod', available: 3, reorderPoint: 1 });
  await restock.settings(true, 10_000);
  const operator = await open('operator', ordersOf(product));
  const approver = await open('approver', ordersOf(product));
  const manager = await open('manager', ordersOf(product));
  const viewer = await open('viewer', '/stock?q=meeting-pod');

  await operator.getByRole('button', { name: 'New purchase order' }).click();
  const form = operator.getByRole('form', { name: 'New purchase order' });
  await form.getByRole('combobox', { name: 'Product' }).selectOption({ label: product.name });
  await form.getByRole('textbox', { name: 'Quantity' }).fill('20');
  await expect(form).toContainText('From Harbour Supplies in 3 days: €250.00');
  await form.getByRole('textbox', { name: 'Note' }).fill('For the new floor');
  await form.getByRole('button', { name: 'Request purchase order' }).click();
  const own = new PurchaseOrderDrawer(operator, product);
  await expect(own.dialog).toContainText('Oscar Operator');
  await expect(own.dialog).toContainText('For the new floor');
  await restock.settings(true);

  const first = await review(approver, product);
  await expect(first.dialog).toContainText('Over the limit: two people approve it. Yours is the first.');
  await first.approve.click();
  await expect(first.approve).toHaveText('Approve 20 × Meeting pod for €250.00 from Harbour Supplies');
  await first.approve.click();
  await expect(first.dialog).toBeHidden();
  const second = await review(manager, product, { timeout: 30_000 });
  await expect(second.dialog).toContainText('approved by Ada Approver');
  await second.approve.click();
  await second.approve.click();
  await expect(second.dialog).toBeHidden();
  await new StockRow(viewer, product).shows({ available: '23', status: 'In stock' });
  await untilShown(manager, historyRow(manager, product));
  await expect(historyRow(manager, product)).toContainText('Max Manager');
});
