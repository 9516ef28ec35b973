import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { csvOf } from '../../src/lib/csv.ts';
import { expect, test } from '../fixtures.ts';
import { INJECTIONS } from '../injections.ts';
import { untilShown } from '../pages/shell.ts';
import { placeOrder, yourOrders } from '../pages/simulator-page.ts';
import { adjustStock, ledgerEntry, productDrawer } from '../pages/stock-page.ts';

type Row = Record<string, string>;

const read = (text: string): Row[] => parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });

const exportButton = (page: Page) => page.getByRole('button', { name: 'Export CSV' });

/** Saves the list that the page shows, and reads the file. */
async function exported(page: Page): Promise<{ name: string; rows: Row[] }> {
  const download = page.waitForEvent('download');
  await exportButton(page).click();
  const file = await download;
  return { name: file.suggestedFilename(), rows: read(readFileSync(await file.path(), 'utf8')) };
}

test('a list is exported as it is filtered and sorted, with all its rows and not only the page', async ({
  restock,
  open,
}) => {
  for (let number = 1; number <= 60; number += 1)
    await restock.addProduct({ name: `Crate ${number}`, available: number, reorderPoint: number <= 55 ? 60 : 1 });
  const page = await open('viewer', '/stock?q=crate&status=low&sort=-available');
  await expect(page.getByText(/^55 of/)).toBeVisible();
  const { name, rows } = await exported(page);
  expect(name).toMatch(/^stock-\d{4}-\d\d-\d\d\.csv$/);
  expect(rows.map(({ available }) => Number(available))).toEqual(Array.from({ length: 55 }, (_, at) => 55 - at));
  expect(rows[0]).toMatchObject({ productId: 'crate-55', name: 'Crate 55', locationId: 'main', reorderPoint: '60' });
});

test('what happened to a product is exported: reservations, purchase orders, alerts and its ledger', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Wall clock', available: 5, reorderPoint: 3 });
  const page = await open('operator', '/simulator');
  await placeOrder(page, product, 3);
  await expect(yourOrders(page)).toContainText('1 of 1 done: 1 reserved');
  await page.goto(`/purchase-orders?productId=${product.id}`);
  await untilShown(page, page.getByRole('button', { name: /Review purchase order: Wall clock|Wall clock/ }).first());
  const [order] = (await exported(page)).rows;
  expect(order).toMatchObject({ productId: product.id, reason: 'LOW_STOCK', decidedBy: '' });

  await page.goto(`/reservations?productId=${product.id}&status=RESERVED`);
  await expect(page.getByRole('table', { name: 'Reservations' })).toBeVisible();
  const reservations = (await exported(page)).rows;
  expect(reservations).toMatchObject([{ productId: product.id, quantity: '3', status: 'RESERVED' }]);

  await page.goto('/alerts?kind=LOW_STOCK');
  await untilShown(page, page.getByRole('row').filter({ hasText: product.name }));
  const alerts = (await exported(page)).rows;
  expect(new Set(alerts.map(({ kind }) => kind))).toEqual(new Set(['LOW_STOCK']));
  expect(alerts.filter(({ productId }) => productId === product.id)).toHaveLength(1);

  await page.goto(`/stock?q=clock&product=${product.id}`);
  const drawer = productDrawer(page, product);
  await adjustStock(drawer, -1, { reason: 'Lost', note: '=HYPERLINK("https://evil.example")' });
  await untilShown(page, ledgerEntry(drawer, 'Adjustment: Lost'));
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: 'Export CSV' }).click();
  const ledger = read(readFileSync(await (await download).path(), 'utf8'));
  expect(ledger.map(({ cause, availableDelta }) => [cause, availableDelta])).toEqual([
    ['ADJUSTMENT', '-1'],
    ['ORDER', '-3'],
    ['OPENING', '5'],
  ]);
  expect(ledger[0]).toMatchObject({ reason: 'LOSS', note: '\'=HYPERLINK("https://evil.example")' });
});

test('an export that takes long says how far it is, and can be stopped', async ({ restock, open }) => {
  await restock.addProduct({ name: 'Door mat', available: 4, reorderPoint: 1 });
  const page = await open('viewer', '/stock');
  await expect(page.getByRole('table', { name: 'Stock levels' })).toBeVisible();
  let answer: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('listProducts')) await held;
    await route.continue();
  });
  const downloads: string[] = [];
  page.on('download', (file) => downloads.push(file.suggestedFilename()));
  await exportButton(page).click();
  const stop = page.getByRole('button', { name: /^Stop export \(\d+ rows read\)$/ });
  await expect(stop).toBeVisible();
  await stop.click();
  answer();
  await expect(exportButton(page)).toBeEnabled();
  expect(downloads).toEqual([]);
});

/** Where a program might part a line, whatever the file's own quotes say. */
const CELLS = /[;|\t\r\n\v\f\u0085\u2028\u2029]/;

test('no text of anybody acts in a sheet', () => {
  const texts = INJECTIONS.map(({ text }) => text);
  const csv = csvOf([{ header: 'text', value: (text: string) => text }], texts);
  const rows = read(csv);
  expect(rows).toHaveLength(texts.length);
  const acting = rows
    .flatMap(({ text = '' }) => text.split(CELLS))
    .filter((cell) => /^[\s\p{C}"]*[=+\-@＝＋－＠]/u.test(cell));
  expect(acting).toEqual([]);
  // Nothing is lost: without the marks, it is what somebody wrote.
  expect(rows.map(({ text }) => text?.replaceAll("'", ''))).toEqual(texts.map((text) => text.replaceAll("'", '')));
});
