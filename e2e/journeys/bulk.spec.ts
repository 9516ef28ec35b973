import type { Product } from '../catalogue.ts';
import { expect, type Page, test } from '../fixtures.ts';
import { acknowledgeButton, alertRow } from '../pages/alerts-page.ts';
import { historyRow, ordersOf, PurchaseOrderDrawer, review, reviewButton } from '../pages/purchase-orders-page.ts';
import { isLive, untilShown } from '../pages/shell.ts';

const selectBox = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select: ${name}`, exact: true });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected rows' });
const results = (page: Page) => page.getByRole('region', { name: 'What became of each' });

test('alerts are acknowledged together, each by itself, and nobody else’s', async ({ restock, open }) => {
  const low = { available: 2, reorderPoint: 3 };
  const [first, second, other] = [
    await restock.addProduct({ name: 'Paper tray', ...low }),
    await restock.addProduct({ name: 'Ink pad', ...low }),
    await restock.addProduct({ name: 'Date stamp', ...low }),
  ];
  const viewer = await open('viewer', '/alerts');
  const page = await open('operator', '/alerts');
  await isLive(page);
  for (const product of [first, second, other]) {
    await untilShown(page, acknowledgeButton(page, product, 'Low stock'));
    await untilShown(viewer, alertRow(viewer, product, 'Low stock'));
  }
  await expect(viewer.getByRole('checkbox')).toHaveCount(0);
  for (const product of [first, second]) await selectBox(page, `Low stock, ${product.name}`).check();
  await expect(bar(page)).toContainText('2 selected');
  await bar(page).getByRole('button', { name: 'Acknowledge 2 alerts' }).click();

  await expect(results(page).getByRole('status')).toHaveText('2 acknowledged.');
  await expect(bar(page)).toHaveCount(0);
  for (const product of [first, second])
    await expect(alertRow(viewer, product, 'Low stock')).toContainText('Acknowledged by Oscar Operator');
  await expect(acknowledgeButton(page, other, 'Low stock')).toBeVisible();
  await results(page).getByRole('button', { name: 'Close the results' }).click();
  await expect(results(page)).toHaveCount(0);
});

test('orders are approved together, and whoever was second is told so of that one alone', async ({ restock, open }) => {
  const low = { available: 1, reorderPoint: 3, reorderQuantity: 4 };
  const mine = await restock.addProduct({ name: 'Price label', ...low });
  const taken = await restock.addProduct({ name: 'Packing tape', ...low });
  const page = await open('manager', '/purchase-orders');
  await isLive(page);
  const boxes = [mine, taken].map((product) => selectBox(page, product.name));
  for (const product of [mine, taken]) await untilShown(page, reviewButton(page, product));
  for (const box of boxes) await box.check();
  await expect(bar(page)).toContainText('2 selected €100.00');

  // What somebody else decides meanwhile must not reach this window first.
  await page.getByRole('button', { name: 'Pause live updates' }).click();
  const other = await open('approver', ordersOf(taken));
  const drawer = await review(other, taken);
  await drawer.approve.click();
  await expect(drawer.dialog).toBeHidden();
  await bar(page).getByRole('button', { name: 'Approve 2 orders' }).click();

  await expect(results(page).getByRole('status')).toHaveText('1 approved, 1 not.');
  await expect(resultOf(page, taken)).toContainText(/Not done.*Approved by Ada Approver/);
  await expect(resultOf(page, mine)).toContainText('Approved');
  const history = await open('viewer', ordersOf(mine));
  await untilShown(history, historyRow(history, mine));
});

const resultOf = (page: Page, product: Product) =>
  results(page).getByRole('listitem').filter({ hasText: product.name });

test('an order over the limit is not approved along with others', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Fork lift', available: 1, reorderPoint: 3, reorderQuantity: 9000 });
  const page = await open('manager', ordersOf(product));
  await isLive(page);
  await untilShown(page, reviewButton(page, product));
  await reviewButton(page, product).click();
  await expect(new PurchaseOrderDrawer(page, product).approve).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(selectBox(page, product.name)).toHaveCount(0);
});
