import type { Page, Request } from 'playwright';
import type { Restock } from '../../e2e/restock.ts';
import { pagesWith } from '../screenshots/pages.ts';
import { withTab } from './tab.ts';

const LOADS = 5;
/** So often an older page of the reservations is asked for. */
const OLDER = 20;

/** What a list is called in a request of the dashboard. */
const operationOf = (request: Request): string | undefined =>
  /query (\w+)/.exec(request.postDataJSON()?.query ?? '')?.[1];

/** From the first byte that is sent to the last one that comes. */
const taken = (request: Request): number => {
  const { requestStart, responseEnd } = request.timing();
  return responseEnd - requestStart;
};

/** Milliseconds that each first page of a list took, by the name of its query, as the dashboard itself asks for it. */
export function measureLists(restock: Restock, root: string, productId: string): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const note = (name: string, request: Request) => times.set(name, [...(times.get(name) ?? []), taken(request)]);
  const read = async (page: Page) => {
    for (const path of Object.values(pagesWith(productId))) {
      for (let load = 0; load < LOADS; load += 1) {
        const seen = new Set<string>();
        const onFinished = (request: Request) => {
          if (request.url() !== restock.outputs.data.url || request.method() !== 'POST') return;
          const name = operationOf(request);
          // What follows in the same load are the next pages of a list, read while the first one is shown.
          if (name) note(seen.has(name) ? `${name}, further pages` : name, request);
          if (name) seen.add(name);
        };
        page.on('requestfinished', onFinished);
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        page.off('requestfinished', onFinished);
      }
    }
    await readOlder(page, restock.outputs.data.url, (request) => note('ReservationHistory, older pages', request));
    return times;
  };
  return withTab(restock, root, read, 'manager@example.com');
}

async function readOlder(page: Page, url: string, onRead: (request: Request) => void): Promise<void> {
  await page.goto('/reservations');
  const button = page.getByRole('button', { name: 'Load older' });
  for (let count = 0; count < OLDER; count += 1) {
    await button.waitFor();
    const [request] = await Promise.all([
      page.waitForEvent('requestfinished', (each) => each.url() === url && operationOf(each) === 'ReservationHistory'),
      button.click(),
    ]);
    onRead(request);
  }
}
