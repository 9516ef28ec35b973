import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { signIn } from '../../e2e/pages/sign-in-page.ts';
import type { Restock } from '../../e2e/restock.ts';
import { PASSWORD } from '../../e2e/system/deployment.ts';
import { launchBrowser } from '../test/browser.ts';
import { atRate } from './at-rate.ts';
import { type Flow, orderEvent } from './orders.ts';
import { levelsOf } from './warehouse.ts';

/** What the page saw: when the available quantity of a product came to be shown. */
interface Sighting {
  productId: string;
  available: number;
  at: number;
}

/**
 * Milliseconds from PutEvents to the changed number in a real browser, for orders at a steady rate. The page and this
 * process share the machine's clock. A number that was skipped because a newer one came with it counts as seen then.
 */
export async function measureLatency(
  restock: Restock,
  root: string,
  flow: Flow,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  const browser = await launchBrowser(root);
  try {
    const page = await (await browser.newContext({ baseURL: restock.dashboardUrl })).newPage();
    await page.route('**/amplify_outputs.json', (route) => route.fulfill({ json: restock.outputs }));
    await page.goto('/stock');
    await signIn(page, 'viewer@example.com', PASSWORD);
    await page.goto('/stock?q=lat');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('tr[data-row^="lat-"]').first().waitFor();
    await page.evaluate(watchStock);
    const sent = await sendSteadily(flow, perSecond, seconds);
    await page.waitForFunction(
      (count) => (window as unknown as { sightings: Sighting[] }).sightings.length > 0 && count >= 0,
      sent.length,
    );
    await settled(page, flow);
    const sightings = await page.evaluate(() => (window as unknown as { sightings: Sighting[] }).sightings);
    return sent.map(({ productId, available, at }) => {
      const seen = sightings.find((sighting) => sighting.productId === productId && sighting.available <= available);
      return seen ? seen.at - at : Number.POSITIVE_INFINITY;
    });
  } finally {
    await browser.close();
  }
}

/** Runs in the page: notes every change of a row's available quantity. */
function watchStock(): void {
  const sightings: Sighting[] = [];
  (window as unknown as { sightings: Sighting[] }).sightings = sightings;
  const read = (row: Element) => {
    const productId = row.getAttribute('data-row')?.split('|')[0] ?? '';
    const available = Number((row.querySelectorAll('td')[0]?.textContent ?? '').replace(/\D/g, ''));
    const last = sightings.findLast((sighting) => sighting.productId === productId);
    if (last?.available !== available) sightings.push({ productId, available, at: Date.now() });
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const row = (target instanceof Element ? target : target.parentElement)?.closest('tr[data-row]');
      if (row) read(row);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

async function sendSteadily({ events, documents, tables, busName }: Flow, perSecond: number, seconds: number) {
  const levels = new Map(
    (await levelsOf(documents, tables, 'lat-')).map((level) => [level.productId, level.available]),
  );
  const productIds = [...levels.keys()];
  const sent: Sighting[] = [];
  const began = Date.now();
  await atRate({ perSecond, seconds }, (order) => {
    const productId = productIds[order % productIds.length] as string;
    const available = (levels.get(productId) ?? 0) - 1;
    levels.set(productId, available);
    sent.push({ productId, available, at: Date.now() });
    const Entries = [orderEvent(busName, `latency-${began}-${order}`, productId)];
    events.send(new PutEventsCommand({ Entries })).catch((error: unknown) => console.error(error));
  });
  return sent;
}

/** Until the page shows what the tables hold, or ten seconds have passed: then what is missing counts as never seen. */
async function settled(page: import('playwright').Page, { documents, tables }: Flow): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const levels = await levelsOf(documents, tables, 'lat-');
    const shown = await page.evaluate(() => (window as unknown as { sightings: Sighting[] }).sightings);
    const latest = new Map(shown.map(({ productId, available }) => [productId, available]));
    if (levels.every(({ productId, available }) => latest.get(productId) === available)) return;
  }
}
