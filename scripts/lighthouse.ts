/**
 * `npm run lighthouse`: Lighthouse's desktop preset over every page of the built dashboard, as somebody who is signed in sees
 * it over a deployed backend; medians of five loads. Fails where a page is not within its budget.
 */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signIn } from '../e2e/pages/sign-in-page.ts';
import { prepare } from '../e2e/prepare.ts';
import { Restock } from '../e2e/restock.ts';
import { PASSWORD, ROOT } from '../e2e/system/deployment.ts';
import { freePort } from '../local/free-port.ts';
import { documentsOf } from './generate/documents.ts';
import { generate } from './generate/generate.ts';
import { measurePage, type PageFigures } from './lighthouse/measure-page.ts';
import { makeLively } from './screenshots/lively-state.ts';
import { pagesWith } from './screenshots/pages.ts';
import { step } from './start/progress.ts';
import { launchProfile } from './test/browser.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    page: { type: 'string' },
    products: { type: 'string', default: '0' },
    reservations: { type: 'string', default: '0' },
  },
});

/** A score below, or a shift above, is over budget. A shift of less than a hundredth is a word that grew in its line. */
const BUDGET = { performance: 95, accessibility: 95, layoutShift: 0.01 };

const overBudget = ({ performance, accessibility, layoutShift }: PageFigures): boolean =>
  performance < BUDGET.performance || accessibility < BUDGET.accessibility || layoutShift > BUDGET.layoutShift;

await prepare();
const restock = await Restock.start();
// Goes with the folder of its Restock.
const profile = mkdtempSync(join(restock.folder, 'browser-'));
const port = await freePort();
const browser = await launchProfile(ROOT, profile, port);
try {
  const [products, reservations] = [Number(values.products), Number(values.reservations)];
  const table = restock.outputs.custom.stockLevelTableName ?? '';
  if (products > 0)
    await step('Filling the tables', ({ note }) =>
      generate(documentsOf(restock.outputs), table, { products, reservations }, note),
    );
  await makeLively(restock.endpoint.url, restock.outputs, Date.now());
  const figures = new Map<string, PageFigures>();
  const measure = async (name: string, path: string) => {
    if (values.page && values.page !== name) return;
    figures.set(name, await measurePage(`${restock.dashboardUrl}${path}`, { browser, port }, Number(values.runs)));
    console.log(name, figures.get(name));
  };
  await measure('sign-in', '/');
  const page = await browser.newPage();
  await page.goto(restock.dashboardUrl);
  await signIn(page, 'manager@example.com', PASSWORD);
  await page.close();
  for (const [name, path] of Object.entries(pagesWith('laptop'))) await measure(name, path);
  console.table(Object.fromEntries(figures));
  if ([...figures.values()].some(overBudget)) process.exitCode = 1;
} finally {
  await browser.close();
  await restock.stop();
}
