import type { UsageLine } from '../../local/metering/usage.ts';
import { itemsOf } from './items.ts';
import { DASHBOARDS, type Measured } from './measure.ts';
import { dollarsOf } from './prices.ts';

const MILLION = 1_000_000;
const THOUSAND = 1000;

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;
const figure = (amount: number): string => (amount >= 100 ? amount.toFixed(0) : amount.toPrecision(3));

interface Heading {
  title: string;
  /** The dollars of so many are shown. */
  times: number;
  /** How that column is called. */
  column: string;
  floor?: UsageLine[];
}

/** Item by item: the units of one and the dollars of many, beside the least these could be. */
function printItems(lines: UsageLine[], { title, times, column, floor }: Heading): void {
  const least = new Map(itemsOf(floor ?? []).map((item) => [item.title, money(item.dollars * times)]));
  const row = (item: string, each: string, dollars: number, floorDollars: string) => ({
    item,
    each,
    [column]: money(dollars * times),
    ...(floor && { floor: floorDollars }),
  });
  console.log(`\n${title}`);
  console.table([
    ...itemsOf(lines).map(({ title: item, amount, dollars }) =>
      row(item, figure(amount), dollars, least.get(item) ?? ''),
    ),
    row('all', '', dollarsOf(lines), money(dollarsOf(floor ?? []) * times)),
  ]);
}

export interface MixSummary {
  mix: string;
  /** Dollars for a million orders; live updates are apart. */
  dollars: number;
  /** Of these, what was paid for time: of this machine, not of AWS. */
  time: number;
  floor: number;
  live: number;
}

const isTime = ({ usageType }: UsageLine): boolean => usageType.includes('gb-second');

export const summaryOf = ({ mixes }: Measured): MixSummary[] =>
  mixes.map(({ mix, work, live, floor }) => {
    const million = (lines: UsageLine[]) => Number((dollarsOf(lines) * MILLION).toFixed(2));
    return {
      mix: mix.name,
      dollars: million(work),
      time: million(work.filter(isTime)),
      floor: million(floor),
      live: million(live),
    };
  });

export function printReport(measured: Measured): void {
  const { mixes, purchaseOrder, idleMonth } = measured;
  const million = { times: MILLION, column: 'a million' };
  for (const { mix, work, floor } of mixes) printItems(work, { title: `Orders: ${mix.name}`, ...million, floor });
  for (const { mix, live } of mixes)
    printItems(live, { title: `Live updates for ${DASHBOARDS} dashboards: ${mix.name}`, ...million });
  const title = 'A purchase order, from the order that makes stock low until its goods have come; live updates apart';
  printItems(purchaseOrder.work, { title, times: THOUSAND, column: 'a thousand' });
  printItems(idleMonth, { title: 'A month in which nobody orders anything', times: 1, column: 'a month' });
  console.log('\nA million orders');
  console.table(
    summaryOf(measured).map(({ mix, dollars, time, floor, live }) => ({
      mix,
      'of the floor': (dollars / floor).toFixed(2),
      orders: money(dollars),
      'of it, time here': money(time),
      floor: money(floor),
      target: mix.endsWith('batches of 100') ? '<= 1.15' : '',
      [`live, ${DASHBOARDS} dashboards`]: money(live),
    })),
  );
}
