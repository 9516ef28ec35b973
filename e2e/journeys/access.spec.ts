import type { Page } from '@playwright/test';
import { emailOf, expect, PASSWORD, test } from '../fixtures.ts';
import { acknowledgeButton, alertRow } from '../pages/alerts-page.ts';
import { ordersOf, PurchaseOrderDrawer, reviewButton } from '../pages/purchase-orders-page.ts';
import { heading } from '../pages/shell.ts';
import { signIn, signInForm, submitSignIn } from '../pages/sign-in-page.ts';
import { productDrawer, StockRow } from '../pages/stock-page.ts';

test('a wrong password is refused, the right one opens, signing out closes', async ({ open }) => {
  const page = await open('stranger', '/stock');
  await submitSignIn(page, emailOf('viewer'), 'Not-The-Password-1');
  await expect(page.getByRole('alert')).toHaveText('The e-mail address or password is wrong.');
  await signIn(page, emailOf('viewer'), PASSWORD);
  await expect(heading(page, 'Stock')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInForm(page)).toBeVisible();
  await page.reload();
  await expect(signInForm(page)).toBeVisible();
});

test('whoever is in no group is told so, and can sign out', async ({ open }) => {
  const page = await open('outsider');
  await expect(page.getByRole('heading', { name: 'No access yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('a page without a backend says what to do', async ({ open }) => {
  const page = await open('stranger');
  await page.route('**/amplify_outputs.json', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No backend is deployed yet' })).toBeVisible();
});

const ROLES = [
  { who: 'viewer', adjusts: false, orders: false, acknowledges: false, decides: false },
  { who: 'operator', adjusts: true, orders: true, acknowledges: true, decides: false },
  { who: 'approver', adjusts: false, orders: false, acknowledges: true, decides: true },
] as const;

for (const { who, adjusts, orders, acknowledges, decides } of ROLES) {
  test(`a role sees what it may do: ${who}`, async ({ restock, open }) => {
    const product = await restock.addProduct({ name: `Chair for the ${who}`, available: 4, reorderPoint: 5 });
    const page = await open(who, ordersOf(product));
    await reviewButton(page, product).click();
    const order = new PurchaseOrderDrawer(page, product);
    await expect(order.dialog).toContainText('Awaiting decision');
    await expect(order.approve).toHaveCount(decides ? 1 : 0);
    await expect(order.dialog.getByText('Only approvers decide purchase orders.')).toHaveCount(decides ? 0 : 1);

    await page.goto(`/stock?q=${product.id}`);
    await new StockRow(page, product).open();
    const drawer = productDrawer(page, product);
    await expect(drawer.getByRole('table', { name: 'Ledger' })).toBeVisible();
    await expect(drawer.getByRole('form', { name: 'Adjust stock' })).toHaveCount(adjusts ? 1 : 0);

    await page.goto('/alerts');
    await expect(alertRow(page, product, 'Low stock')).toBeVisible();
    await expect(acknowledgeButton(page, product, 'Low stock')).toHaveCount(acknowledges ? 1 : 0);

    await page.goto('/simulator');
    await expect(page.getByRole('switch', { name: 'Sample orders' })).toBeEnabled({ enabled: orders });
    await expect(page.getByRole('form', { name: 'Place an order' })).toHaveCount(orders ? 1 : 0);
    await expect(page.getByText('Only operators place orders')).toHaveCount(orders ? 0 : 1);
  });
}

/** What the API answers to somebody who goes around the screen, with the token that the screen holds. */
function askDirectly(page: Page, url: string, query: string): Promise<unknown> {
  return page.evaluate(
    async ([address, text]) => {
      const key = Object.keys(localStorage).find((name) => name.endsWith('.accessToken')) ?? '';
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization: localStorage.getItem(key) ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({ query: text }),
      });
      return response.json();
    },
    [url, query] as const,
  );
}

test('what a role may not do, the backend refuses too', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Safe', available: 9, reorderPoint: 1 });
  const { url } = restock.outputs.data;
  const refused = { errors: [{ errorType: 'Unauthorized' }] };
  const adjust = `mutation { adjustStock(adjustmentId: "a-1", productId: "${product.id}", delta: -9, reason: LOSS) { actor } }`;
  const decide = 'mutation { decidePurchaseOrder(purchaseOrderId: "p-1", decision: APPROVED) { accepted } }';
  const write = `mutation { updateStockLevel(input: { productId: "${product.id}", locationId: "main", available: 0 }) { available } }`;
  const viewer = await open('viewer');
  expect(await askDirectly(viewer, url, adjust)).toMatchObject(refused);
  expect(await askDirectly(viewer, url, 'mutation { placeOrders(count: 5) { orderIds } }')).toMatchObject(refused);
  const operator = await open('operator');
  expect(await askDirectly(operator, url, decide)).toMatchObject(refused);
  expect(await askDirectly(operator, url, write)).toMatchObject({ errors: [{ message: /updateStockLevel/ }] });
  const outsider = await open('outsider');
  expect(await askDirectly(outsider, url, '{ listStockLevels { items { productId } } }')).toMatchObject(refused);
});
