import { setTimeout } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Page } from 'playwright';
import type { Restock } from '../../e2e/restock.ts';
import { atRate } from './at-rate.ts';
import { type Flow, orderEvent } from './orders.ts';
import { withTab } from './tab.ts';
import { levelsOf, ordersInLedger } from './warehouse.ts';

/** What the page saw: when the available quantity of a product came to be shown. */
interface Sighting {
  productId: string;
  available: number;
  at: number;
}

export interface Live {
  /** Milliseconds from PutEvents to the changed number on the screen, of every order. */
  fromEvent: number[];
  /** Milliseconds from the ledger's entry to the same, of every transaction. */
  fromCommit: number[];
  /** Milliseconds from a click on a heading to the paint that follows it, as the browser tells: in steps of eight, and of 16 and more alone. */
  toPaint: number[];
  /** Milliseconds of every task that held the page up for fifty or more. */
  longTasks: number[];
}

/**
 * Watches the stock page of a real browser while orders come at a steady rate, and sorts its table twice a second. The
 * page and this process share the machine's clock. A number that was skipped because a newer one came with it counts as
 * seen then.
 */
export const measureLive = (
  restock: Restock,
  root: string,
  flow: Flow,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Live> =>
  withTab(restock, root, async (page) => {
    await page.goto('/stock?q=lat');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('tr[data-row^="lat-"]').first().waitFor();
    await page.evaluate(watchStock);
    const began = new Date().toISOString();
    const heading = page.getByRole('columnheader', { name: 'Available' }).getByRole('button');
    const clicking = setInterval(() => void heading.click({ timeout: 5000 }).catch(() => {}), 500);
    const sent = await sendSteadily(flow, perSecond, seconds);
    clearInterval(clicking);
    await settled(page, flow, sent);
    const { sightings, toPaint, longTasks } = await watched(page);
    const seenAfter = ({ productId, available, at }: Sighting) =>
      (sightings.find((sighting) => sighting.productId === productId && sighting.available <= available)?.at ??
        Number.POSITIVE_INFINITY) - at;
    const committed = await ordersInLedger(flow.documents, flow.tables, 'lat-', began);
    return {
      fromEvent: sent.map(seenAfter),
      fromCommit: committed.map(({ productId, availableAfter, createdAt }) =>
        seenAfter({ productId, available: availableAfter, at: Date.parse(createdAt) }),
      ),
      toPaint,
      longTasks,
    };
  });

interface Watched {
  sightings: Sighting[];
  toPaint: number[];
  longTasks: number[];
}

const watched = (page: Page): Promise<Watched> =>
  page.evaluate(() => {
    const { sightings, toPaint, longTasks } = window as unknown as Watched;
    return { sightings, toPaint, longTasks };
  });

/** Runs in the page: notes every change of a row's available quantity, what was clicked and what held the page up. */
function watchStock(): void {
  const sightings: Sighting[] = [];
  const toPaint: number[] = [];
  const longTasks: number[] = [];
  Object.assign(window, { sightings, toPaint, longTasks });
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      durationThreshold: 16,
    } as PerformanceObserverInit);
  observe('longtask', ({ duration }) => longTasks.push(duration));
  observe('event', (entry) => entry.name === 'click' && toPaint.push(entry.duration));
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

/** Until every order is reserved and the page shows what the tables hold, or 30 seconds are over: what is missing then was never seen. */
async function settled(page: Page, { documents, tables }: Flow, sent: Sighting[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  const expected = new Map(sent.map(({ productId, available }) => [productId, available]));
  while (Date.now() < deadline) {
    const levels = await levelsOf(documents, tables, 'lat-');
    const { sightings } = await watched(page);
    const latest = new Map(sightings.map(({ productId, available }) => [productId, available]));
    const isShown = ({ productId, available }: { productId: string; available: number }) =>
      (expected.get(productId) ?? available) === available && latest.get(productId) === available;
    if (levels.every(isShown)) return;
    await setTimeout(100);
  }
}
