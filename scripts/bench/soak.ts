import type { Page } from 'playwright';
import { residentMegabytes } from './memory.ts';
import { type Flow, measureFlow } from './orders.ts';
import { heldMegabytes } from './tab.ts';

const PARTS = 10;

/** Megabytes of the endpoint with all that it started, and of what a tab's scripts hold. */
export interface Held {
  endpoint: number;
  tab: number;
}

/** What is held after each tenth of so many orders, by the endpoint and by a tab that shows them live. */
export async function soak(
  flow: Flow,
  productIds: string[],
  { orders, prefix, pid, page }: { orders: number; prefix: string; pid: number; page: Page },
  onPart: (line: string) => void,
): Promise<Held[]> {
  const held: Held[] = [];
  for (let part = 1; part <= PARTS; part += 1) {
    const { rate } = await measureFlow(flow, productIds, { orders: Math.ceil(orders / PARTS), prefix, run: part });
    const endpoint = Math.round(residentMegabytes(pid) ?? Number.NaN);
    const tab = Math.round(await heldMegabytes(page));
    held.push({ endpoint, tab });
    onPart(
      `${Math.ceil((orders * part) / PARTS)} orders: endpoint ${endpoint} MB, tab ${tab} MB, ${Math.round(rate)} orders/s`,
    );
  }
  return held;
}
