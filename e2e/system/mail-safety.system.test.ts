import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isProductId } from '../../amplify/domain/order.ts';
import { pause } from '../../amplify/tables/pause.ts';
import { dynamoCatalogue } from '../../amplify/workflows/load-sample-products/dynamo-catalogue.ts';
import { freePort } from '../../local/free-port.ts';
import { serveDashboard } from '../../scripts/start/dashboard.ts';
import { INJECTIONS } from '../injections.ts';
import { ensureDashboard } from '../prepare.ts';
import { Backend, MODELS, PRIVATE } from './backend.ts';
import { canonical } from './canonical.ts';
import { ROOT } from './deployment.ts';
import { type Mail, mailsOf, subscribe } from './outbox.ts';
import { Warehouse } from './warehouse.ts';

const TABLES = [...MODELS, ...PRIVATE];

/** What the backend was told that the dashboard's address is. */
const DASHBOARD = 'http://localhost:5173';

let backend: Backend;
let warehouse: Warehouse;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  await subscribe(backend, 'buyers@example.com');
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

/** Puts products into the catalogue whose stock is low from the start: each raises an alert and a purchase order. */
async function openLow(products: readonly { id: string; text: string }[]): Promise<void> {
  const catalogue = dynamoCatalogue(backend.clients.documents, pause, {
    product: backend.table('Product'),
    supplier: backend.table('Supplier'),
    stockLevel: backend.table('StockLevel'),
    stockMovement: backend.table('StockMovement'),
  });
  for (const { id, text } of products) {
    const level = { productId: id, locationId: 'main', available: 1, reserved: 0, reorderPoint: 3, version: 1 };
    await catalogue.open(
      { productId: id, name: text, supplierId: await warehouse.addSupplier({ name: text }), reorderQuantity: 5 },
      { ...level, status: 'IN_STOCK' },
      backend.now(),
    );
  }
  await backend.settle();
}

const LOW_STOCK = 'Restock: stock is low';
const DECISION = 'Restock: a purchase order awaits your decision';

const ALLOWED_BODIES: Record<string, RegExp> = {
  [LOW_STOCK]: /^.+ at main: 1 available, at or below the reorder point of 3\.$/,
  [DECISION]: new RegExp(
    [
      '^5 of .+ for main \\(0 asked for \\+ 5 reorder quantity\\)\\.',
      'Reason: LOW_STOCK\\. Available when requested: 1, reorder point: 3\\.',
      'Decide before [0-9TZ:.-]+:',
      `${DASHBOARD}/purchase-orders\\?order=[\\w%-]+$`,
    ].join('\n'),
  ),
};

/** What a mail program would act upon, outside of the one address that is ours. */
function activeIn(body: string): string[] {
  const others = body.replaceAll(/^http:\/\/localhost:5173\/purchase-orders\?order=[\w%-]+$/gm, '');
  const found = others.match(
    /[a-z][a-z0-9+.-]*:\/\/\S*|\b(?:mailto|javascript|data|tel):\S+|\bwww\.\S+|[\w-]+\.(?:example|com|exe|png)\b|\S@\S+|[<>]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/giu,
  );
  return (found ?? []).filter((part) => part !== '\n');
}

/** Each pattern once, in shapes that take turns: all 200 go through the making of mails in amplify/domain/mails.test.ts. */
const SENT = INJECTIONS.filter((_, index) => Math.floor(index / 50) === index % 4);

describe('injections as the id, name and supplier of products', () => {
  let mails: Mail[];

  beforeAll(async () => {
    await openLow(SENT.map(({ text }) => ({ id: text, text })));
    mails = await mailsOf(backend);
  });

  test('are all different; an alert tells of each, a purchase order of those that can be an id', () => {
    expect(new Set(SENT.map(({ text }) => text)).size).toBe(50);
    const told = (subject: string) => mails.filter((mail) => mail.subject === subject).length;
    const orderable = SENT.filter(({ text }) => isProductId(text));
    expect(orderable.length).toBeGreaterThan(20);
    expect({ alerts: told(LOW_STOCK), orders: told(DECISION) }).toEqual({ alerts: 50, orders: orderable.length });
  });

  test('change no subject: each is one of ours, short and of plain ASCII', () => {
    const subjects = new Set(mails.map(({ subject }) => subject));
    expect([...subjects].sort()).toEqual(['Confirm your subscription', ...Object.keys(ALLOWED_BODIES)].sort());
    for (const subject of subjects) expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  });

  test('change no address', () => {
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set(['buyers@example.com']));
  });

  test('add no line to a body, no link and no markup', () => {
    for (const { subject, body } of mails.filter((mail) => mail.subject in ALLOWED_BODIES)) {
      expect(body).toMatch(ALLOWED_BODIES[subject] ?? /never/);
      expect(activeIn(body), body).toEqual([]);
      expect(body.length).toBeLessThan(2000);
    }
  });

  test('are still to be read', () => {
    // What comes after the length that is shown is cut off; the others tell which product it is.
    const short = SENT.filter(({ text, word }) => text.indexOf(word) >= 0 && text.indexOf(word) < 100);
    expect(short.length).toBeGreaterThan(35);
    for (const { text, word } of short) {
      const told = mails.filter(({ body }) => body.includes(word)).length;
      expect(told, word).toBe(isProductId(text) ? 2 : 1);
    }
  });
});

describe('the addresses that we mail', () => {
  let dashboard: PreviewServer;
  let dashboardUrl: string;

  beforeAll(async () => {
    await ensureDashboard();
    const outputs = join(dirname(backend.deployment.folder), 'amplify_outputs.json');
    writeFileSync(outputs, JSON.stringify(backend.outputs));
    const port = await freePort();
    dashboard = await serveDashboard(ROOT, port, outputs);
    dashboardUrl = `http://127.0.0.1:${port}`;
    await openLow([{ id: `plain-${randomUUID()}`, text: 'A plain lamp' }]);
  });

  afterAll(() => dashboard?.close());

  async function contents(): Promise<unknown> {
    const rows = await Promise.all(TABLES.map((table) => warehouse.rows<object>(table)));
    return rows.map((table) => table.map(canonical).sort());
  }

  /** As scanners, previews, browsers that look ahead, and people ask. */
  const VISITS: { method: string; headers: Record<string, string> }[] = [
    { method: 'GET', headers: {} },
    { method: 'HEAD', headers: {} },
    { method: 'GET', headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } },
    { method: 'GET', headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0', accept: 'text/html' } },
    { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST', origin: 'https://mail.example' } },
  ];

  test('change nothing when they are fetched, previewed or prefetched', async () => {
    const mails = await mailsOf(backend);
    const addresses = [...new Set(mails.flatMap(({ body }) => body.match(/https?:\/\/\S+/g) ?? []))];
    expect(addresses.length).toBeGreaterThan(20);
    for (const address of addresses) expect(address).toMatch(/^http:\/\/localhost:5173\/purchase-orders\?order=/);
    const before = await contents();
    // Our outbox links each of them, and a confirmation is a form beside it.
    const pages = [...addresses.map((address) => address.replace(DASHBOARD, dashboardUrl))];
    pages.push(`${backend.url}/_outbox`, `${backend.url}/_outbox.json`, `${backend.url}/_outbox/confirm?token=any`);
    for (const page of pages) {
      for (const visit of VISITS) expect((await fetch(page, visit)).status, page).toBeLessThan(500);
    }
    await backend.settle();
    expect(await contents()).toEqual(before);
  });

  test('answer with the page alone, under its policy', async () => {
    const response = await fetch(`${dashboardUrl}/purchase-orders?order=anything`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await response.text()).not.toContain('anything');
  });
});
