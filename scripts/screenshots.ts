/** `npm run screenshots`: pictures of the real dashboard over a deployed backend, for the README. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { submitSignIn } from '../e2e/pages/sign-in-page.ts';
import { prepare } from '../e2e/prepare.ts';
import { Restock } from '../e2e/restock.ts';
import { PASSWORD, ROOT } from '../e2e/system/deployment.ts';
import { makeLively } from './screenshots/lively-state.ts';
import { PRODUCT } from './screenshots/week-of-stock.ts';
import { launchBrowser } from './test/browser.ts';

const IMAGES = join(ROOT, 'docs/images');
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

const shoot = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
  console.log(`docs/images/${name}.png`);
};

async function signedIn(browser: Browser, restock: Restock, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: restock.dashboardUrl,
    viewport: DESKTOP,
    deviceScaleFactor: 2,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.route('**/amplify_outputs.json', (route) => route.fulfill({ json: restock.outputs }));
  const page = await context.newPage();
  await page.goto('/');
  await submitSignIn(page, 'manager@example.com', PASSWORD);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}

/** The first decisions of the day: one approved and one rejected, so that what follows has a history. */
async function decideTwo(page: Page): Promise<void> {
  await page.goto('/purchase-orders');
  for (const [button, note] of [
    ['Approve', 'Approved with this week’s delivery'],
    ['Reject', 'The old model: wait for the new one'],
  ] as const) {
    await page
      .getByRole('button', { name: /^Review purchase order/ })
      .last()
      .click();
    const drawer = page.getByRole('dialog', { name: /^Purchase order:/ });
    await drawer.getByRole('textbox', { name: 'Note' }).fill(note);
    await drawer.getByRole('button', { name: button }).click();
    await drawer.waitFor({ state: 'hidden' });
  }
}

async function overview(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.locator('svg.recharts-surface').first().waitFor();
  await shoot(page, name);
}

async function pictures(browser: Browser, restock: Restock): Promise<void> {
  const page = await signedIn(browser, restock, { colorScheme: 'light' });
  await page
    .getByRole('link', { name: /^Review purchase order/ })
    .nth(3)
    .waitFor();
  await decideTwo(page);
  await overview(page, 'overview-light');
  await page
    .getByRole('link', { name: /^Review purchase order/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await page.getByRole('list', { name: 'Why, and what came of it' }).waitFor();
  await shoot(page, 'purchase-order');
  await page.getByRole('button', { name: 'Show the workflow' }).click();
  await page.getByRole('table', { name: 'Steps of the workflow' }).scrollIntoViewIfNeeded();
  await shoot(page, 'workflow');
  await page.goto('/purchase-orders');
  await page.getByRole('table', { name: 'Purchase order history' }).waitFor();
  await shoot(page, 'purchase-orders');
  await page.goto(`/stock?product=${PRODUCT.productId}`);
  await page.getByRole('dialog').locator('svg.recharts-surface').first().waitFor();
  await shoot(page, 'stock-product');
  await page.goto('/stock');
  await page.getByRole('table', { name: 'Stock levels' }).waitFor();
  await shoot(page, 'stock');

  const dark = await signedIn(browser, restock, { colorScheme: 'dark' });
  await overview(dark, 'overview-dark');
  const phone = await signedIn(browser, restock, { colorScheme: 'light', viewport: PHONE, hasTouch: true });
  await overview(phone, 'phone-overview');
  await phone
    .getByRole('link', { name: /^Review purchase order/ })
    .first()
    .click();
  await phone.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await shoot(phone, 'phone-purchase-order');
}

await prepare();
const restock = await Restock.start();
const browser = await launchBrowser(ROOT);
try {
  await makeLively(restock.endpoint.url, restock.outputs, Date.now());
  await pictures(browser, restock);
} finally {
  await browser.close();
  await restock.stop();
}
