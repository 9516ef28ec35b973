import { residentMegabytes } from './memory.ts';
import { type Flow, measureFlow } from './orders.ts';

const PARTS = 10;

/** Megabytes that the endpoint and all that it started hold after each tenth of so many orders. */
export async function soak(
  flow: Flow,
  productIds: string[],
  { orders, prefix, pid }: { orders: number; prefix: string; pid: number },
  onPart: (line: string) => void,
): Promise<number[]> {
  const held: number[] = [];
  for (let part = 1; part <= PARTS; part += 1) {
    const { rate } = await measureFlow(flow, productIds, { orders: Math.ceil(orders / PARTS), prefix, run: part });
    const megabytes = Math.round(residentMegabytes(pid) ?? Number.NaN);
    held.push(megabytes);
    onPart(`${Math.ceil((orders * part) / PARTS)} orders: ${megabytes} MB, ${Math.round(rate)} orders/s`);
  }
  return held;
}
