import { emailOf, expect, test } from '../fixtures.ts';
import { readMails, subscribe } from '../outbox.ts';
import { ordersOf, PurchaseOrderDrawer, reviewButton } from '../pages/purchase-orders-page.ts';

test('following the link of a mail opens the order and decides nothing', async ({ restock, open, request }) => {
  const { url } = restock.endpoint;
  await subscribe(url, restock.outputs, emailOf('approver'));
  const product = await restock.addProduct({ name: 'Mail scale', available: 1, reorderPoint: 3 });
  const findMail = async () =>
    (await readMails(url)).find(({ subject, body }) => subject.includes('purchase order') && body.includes(product.id));
  await expect.poll(findMail, { timeout: 30_000 }).toMatchObject({ to: emailOf('approver') });
  const link = new URL(/https?:\S+/.exec((await findMail())?.body ?? '')?.[0] ?? '');
  expect(link.pathname).toBe('/purchase-orders');
  const here = new URL(link.pathname + link.search, restock.dashboardUrl).href;

  // A mail scanner fetches it, then an approver opens it.
  expect((await request.get(here)).ok()).toBe(true);
  const approver = await open('approver', 'about:blank');
  const sent: string[] = [];
  approver.on('request', (one) => sent.push(one.postData() ?? ''));
  await approver.goto(here);
  const drawer = new PurchaseOrderDrawer(approver, product);
  await expect(drawer.dialog).toContainText('Awaiting decision');
  await expect(drawer.approve).toBeEnabled();
  expect(sent.filter((body) => body.includes('mutation'))).toEqual([]);

  const viewer = await open('viewer', ordersOf(product));
  await expect(reviewButton(viewer, product)).toBeVisible();
  await expect(viewer.getByRole('table', { name: 'Pending purchase orders' })).toContainText('Awaiting decision');
});
