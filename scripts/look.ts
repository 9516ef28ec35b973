/**
 * `npm run look -- --products 500`: pictures of every page at four widths, light and dark, over a backend of its own with so
 * many products, into `.restock/look`; `--widths 390,768` of these widths alone. For the eye of whoever changed a page; the
 * README's are made by `npm run screenshots`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright';
import { submitSignIn } from '../e2e/pages/sign-in-page.ts';
import { prepare } from '../e2e/prepare.ts';
import { Restock } from '../e2e/restock.ts';
import { PASSWORD, ROOT } from '../e2e/system/deployment.ts';
import { documentsOf } from './generate/documents.ts';
import { generate } from './generate/generate.ts';
import { productIdOf } from './generate/large-shop.ts';
import { makeLively } from './screenshots/lively-state.ts';
import { pagesWith } from './screenshots/pages.ts';
import { step } from './start/progress.ts';
import { launchBrowser } from './test/browser.ts';

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '7' },
    reservations: { type: 'string', default: '0' },
    widths: { type: 'string', default: '390,768,1280,1920' },
  },
});
const [products, reservations] = [Number(values.products), Number(values.reservations)];

const SAMPLES = 7;
const WIDTHS = values.widths.split(',').map(Number);
const PAGES = pagesWith(products > SAMPLES ? productIdOf(0) : 'laptop');

async function shootAll(browser: Browser, restock: Restock, folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ baseURL: restock.dashboardUrl, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto('/');
    await submitSignIn(page, 'manager@example.com', PASSWORD);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    for (const [name, path] of Object.entries(PAGES)) {
      const began = performance.now();
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      console.log(`${name}, ${colorScheme}: quiet after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    await context.close();
  }
}

await prepare();
const restock = await Restock.start();
const browser = await launchBrowser(ROOT);
try {
  const folder = join(ROOT, '.restock/look', String(products));
  mkdirSync(folder, { recursive: true });
  if (products > SAMPLES) {
    const table = restock.outputs.custom.stockLevelTableName ?? '';
    await step('Filling the tables', ({ note }) =>
      generate(documentsOf(restock.outputs), table, { products, reservations }, note),
    );
  }
  await makeLively(restock.endpoint.url, restock.outputs, Date.now());
  await shootAll(browser, restock, folder);
} finally {
  await browser.close();
  await restock.stop();
}
