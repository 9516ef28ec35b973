import { expect, type Page, test } from '../fixtures.ts';
import { readMails } from '../outbox.ts';

import { productDrawer, StockRow } from '../pages/stock-page.ts';

const toast = (page: Page, text: string) => page.getByText(text);

test('an approver adds a supplier, and a product is bought there from then on', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Desk mat', available: 8, reorderPoint: 3 });
  const page = await open('approver', '/settings?section=suppliers');
  await page.getByRole('button', { name: 'New supplier' }).click();
  const form = page.getByRole('form', { name: 'Supplier' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Mat makers');
  await form.getByRole('textbox', { name: 'Lead time' }).fill('6');
  await form.getByRole('textbox', { name: 'Packs of' }).fill('0');
  await expect(form.getByRole('alert')).toContainText('The multiple is a whole number');
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await form.getByRole('textbox', { name: 'Packs of' }).fill('5');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Mat makers saved.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Suppliers' }).getByRole('row', { name: /Mat makers/ })).toContainText(
    '6 days',
  );

  await page.goto(`/stock?q=${product.id}`);
  await new StockRow(page, product).open();
  const drawer = productDrawer(page, product);
  await drawer.getByRole('tab', { name: 'Terms' }).click();
  const terms = drawer.getByRole('form', { name: 'Terms of the product' });
  await terms.getByRole('combobox', { name: 'Supplier' }).selectOption({ label: 'Mat makers' });
  await terms.getByRole('textbox', { name: 'Unit cost in EUR' }).fill('12.5');
  await terms.getByRole('textbox', { name: 'Target level' }).fill('20');
  await terms.getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Desk mat saved.')).toBeVisible();
  await expect(terms.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(drawer).toContainText('Mat makers');
});

test('of two who change a product the second is told, and keeps what was typed', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Desk riser', available: 8, reorderPoint: 3 });
  const [first, second] = [
    await open('approver', `/stock?q=${product.id}`),
    await open('manager', `/stock?q=${product.id}`),
  ];
  const target = async (page: Page, level: string) => {
    await new StockRow(page, product).open();
    await productDrawer(page, product).getByRole('tab', { name: 'Terms' }).click();
    const terms = productDrawer(page, product).getByRole('form', { name: 'Terms of the product' });
    await terms.getByRole('textbox', { name: 'Target level' }).fill(level);
    return terms;
  };
  const late = await target(second, '30');
  const early = await target(first, '40');
  await early.getByRole('button', { name: 'Save' }).click();
  await expect(toast(first, 'Desk riser saved.')).toBeVisible();
  await late.getByRole('button', { name: 'Save' }).click();
  await expect(late.getByRole('alert')).toContainText('Somebody has changed it meanwhile');
  await expect(late.getByRole('textbox', { name: 'Target level' })).toHaveValue('30');
});

test('a product is low from its new reorder point on, in every window', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Desk tray', available: 8, reorderPoint: 3 });
  const [page, other] = [
    await open('operator', `/stock?q=${product.id}`),
    await open('viewer', `/stock?q=${product.id}`),
  ];
  await new StockRow(other, product).shows({ status: 'In stock', reorderPoint: '3' });
  await new StockRow(page, product).open();
  const form = productDrawer(page, product).getByRole('form', { name: 'Reorder point' });
  await form.getByRole('textbox', { name: 'Low at or below' }).fill('10');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Desk tray is low from 10 on.')).toBeVisible();
  await new StockRow(other, product).shows({ status: 'Low', reorderPoint: '10' });
});

test('an address is asked, chosen mail for, and taken off the list', async ({ restock, open, request }) => {
  const address = 'buyers@example.com';
  const page = await open('approver', '/settings?section=mail');
  const form = page.getByRole('form', { name: 'Add recipient' });
  await form.getByRole('textbox', { name: 'E-mail address' }).fill(address);
  await form.getByRole('checkbox', { name: 'Stock alerts' }).uncheck();
  await form.getByRole('button', { name: 'Add recipient' }).click();
  const row = page.getByRole('list', { name: 'Who gets mail' }).getByRole('listitem').filter({ hasText: address });
  await expect(row).toContainText('Waits to be confirmed');

  const { url } = restock.endpoint;
  const token = async () => (await readMails(url)).find(({ to }) => to === address)?.confirmationToken;
  await expect.poll(token).toBeTruthy();
  await request.post(`${url}/_outbox/confirm`, { form: { token: (await token()) ?? '' }, maxRedirects: 0 });
  await page.reload();
  await expect(row.getByRole('checkbox', { name: 'Purchase orders to decide' })).toBeChecked();
  await expect(row.getByRole('checkbox', { name: 'Stock alerts' })).not.toBeChecked();
  // Not `check`, which wants the box to change at once: it changes when the backend has said so.
  await row.getByRole('checkbox', { name: 'Stock alerts' }).click();
  await expect(row.getByRole('checkbox', { name: 'Stock alerts' })).toBeChecked();
  await row.getByRole('button', { name: `Remove ${address}` }).click();
  await expect(row).toHaveCount(0);
});

test('whoever may not change the settings reads them', async ({ open }) => {
  const page = await open('viewer', '/settings');
  await expect(page.getByText('Approvers change this.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Save/ })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Suppliers' }).click();
  await expect(page.getByRole('table', { name: 'Suppliers' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New supplier' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Mail' }).click();
  await expect(page.getByText('Approvers see and choose who gets mail.')).toBeVisible();
  await page.getByRole('tab', { name: 'Roles' }).click();
  await expect(page.getByRole('region', { name: 'Who may do what' })).toContainText('APPROVERS');
});
