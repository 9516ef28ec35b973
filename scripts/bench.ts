/**
 * `npm run bench`: speed and memory of this machine's endpoint, beside a reference measured in the same run. `-- --soak 200000`
 * also sends that many orders in a row and says what memory they leave behind, in the endpoint and in a tab. `-- --products 20000 --reservations 1000000` measures
 * instead how long the dashboard's lists take over so many rows.
 */
import { rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../e2e/prepare.ts';
import { Restock } from '../e2e/restock.ts';
import { startEngine } from '../local/services/dynamodb/engine-process.ts';
import { findEngine } from '../local/services/dynamodb/find-engine.ts';
import { chooseProfile } from './batch-profile.ts';
import { documentsAt, eventsAt, functionsAt, queuesAt } from './bench/aws-clients.ts';
import { measureAudience } from './bench/dashboards.ts';
import { copyTables } from './bench/floor.ts';
import { measureLists } from './bench/lists.ts';
import { measureLive } from './bench/live.ts';
import { residentMegabytes } from './bench/memory.ts';
import type { Flow } from './bench/orders.ts';
import { measureOutcomes } from './bench/outcomes.ts';
import { soak } from './bench/soak.ts';
import { median, percentile } from './bench/statistics.ts';
import { withTab } from './bench/tab.ts';
import { CASES, CONCURRENCY, HOT, measureThroughput, ONE_AT_A_TIME, type Throughput } from './bench/throughput.ts';
import { addProducts, tablesOf } from './bench/warehouse.ts';
import { generate } from './generate/generate.ts';
import { step } from './start/progress.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
    soak: { type: 'string', default: '0' },
    products: { type: 'string', default: '0' },
    reservations: { type: 'string', default: '0' },
  },
});
const [orders, runs, soaked] = [values.orders, values.runs, values.soak].map(Number) as [number, number, number];

interface Row {
  measured: string;
  result: string;
  target: string;
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

function rowOf({ of, rate, floor, ratio, faults }: Throughput): Row {
  const { oversold, double, lost } = faults;
  const beside = of.target === undefined ? '' : `${percent(ratio)} of the floor (${Math.round(floor)}/s), `;
  return {
    measured: `orders end to end, ${of.name}`,
    result: `${beside}${Math.round(rate)} orders/s; ${oversold} oversold, ${double} double, ${lost} lost`,
    target: of.target === undefined ? '' : `>= ${percent(of.target)}`,
  };
}

const rows: Row[] = [];
const tell = (row: Row): void => {
  rows.push(row);
  console.log(`${row.measured}: ${row.result}`);
};

console.log(
  `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
await prepare();
const restock = await Restock.start();
const engine = await startEngine(findEngine(), join(root, '.restock/bench'));
const { url, pid } = restock.endpoint;
const functions = functionsAt(url);
const queueUrl = restock.outputs.custom.orderQueueUrl ?? '';
const flow: Flow = {
  events: eventsAt(url),
  documents: documentsAt(url),
  tables: tablesOf(restock.outputs.custom.stockLevelTableName ?? ''),
  busName: restock.outputs.custom.orderBusName ?? '',
};

async function products(prefix: string, count: number): Promise<string[]> {
  const productIds = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  await addProducts(flow.documents, flow.tables, productIds);
  return productIds;
}

async function throughput(): Promise<void> {
  const bare = documentsAt(engine.url);
  await copyTables(flow.documents, bare, flow.tables);
  const measured = new Map<string, Throughput>();
  for (const each of CASES) {
    const result = await measureThroughput(flow, each, { orders, runs, bare, functions, queueUrl });
    measured.set(each.name, result);
    tell(rowOf(result));
  }
  const times = (measured.get(HOT)?.rate ?? 0) / (measured.get(ONE_AT_A_TIME)?.rate ?? Number.NaN);
  tell({ measured: `${HOT}, against ${ONE_AT_A_TIME}`, result: `${times.toFixed(1)} times`, target: '>= 5 times' });
}

async function latencies(): Promise<void> {
  const productIds = await products('outcome-', 10);
  for (const [profile, most] of [
    ['small', 400],
    ['large', 2500],
  ] as const) {
    await chooseProfile(functions, queueUrl, profile);
    await measureOutcomes(flow, queuesAt(url), productIds, { perSecond: 50, seconds: 20, run: `${profile}-warm` });
    const taken = await measureOutcomes(flow, queuesAt(url), productIds, { perSecond: 100, seconds: 20, run: profile });
    tell({
      measured: `event to outcome, 100 orders/s, profile ${profile}`,
      result: `p50 ${percentile(taken, 50)} ms, p99 ${percentile(taken, 99)} ms`,
      target: `p99 <= ${most} ms`,
    });
  }
}

async function live(): Promise<void> {
  await products('lat-', 10);
  for (const [profile, perSecond, most] of [
    ['small', 20, 300],
    ['large', 500, 1000],
  ] as const) {
    await chooseProfile(functions, queueUrl, profile);
    const seen = await measureLive(restock, root, flow, { perSecond, seconds: 20 });
    const name = `${perSecond} orders/s, profile ${profile}`;
    const of = (values: number[]) => `p50 ${percentile(values, 50)} ms, p95 ${percentile(values, 95)} ms`;
    tell({
      measured: `event to changed number in the browser, ${name}`,
      result: of(seen.fromEvent),
      target: profile === 'small' ? 'p95 <= 500 ms' : '',
    });
    tell({
      measured: `commit to changed number in the browser, ${name}`,
      result: of(seen.fromCommit),
      target: `p95 <= ${most} ms`,
    });
    tell({
      measured: `a click on the stock table to the next paint, ${name}`,
      result: `${of(seen.toPaint)}; ${seen.longTasks.length} tasks of 50 ms and more, the longest ${Math.round(Math.max(0, ...seen.longTasks))} ms`,
      target: '<= 100 ms',
    });
  }
  await chooseProfile(functions, queueUrl, 'small');
  const crowd = { prefix: 'crowd-', productIds: await products('crowd-', 10) };
  const audience = await measureAudience(restock, flow, crowd, { dashboards: 100, perSecond: 20, seconds: 20 });
  tell({
    measured: 'publication to arrival at 100 dashboards, 20 orders/s',
    result: `p50 ${percentile(audience.lags, 50)} ms, p95 ${percentile(audience.lags, 95)} ms; ${audience.behind} without the last state`,
    target: '0 behind',
  });
}

async function lists(): Promise<void> {
  const wanted = { products: Number(values.products), reservations: Number(values.reservations) };
  await step('Filling the tables', ({ note }) => generate(flow.documents, flow.tables.stockLevel, wanted, note));
  for (const [name, times] of await measureLists(restock, root, 'tv')) {
    const result = `median ${Math.round(median(times))} ms, slowest of ${times.length} ${Math.round(Math.max(...times))} ms`;
    tell({ measured: `list ${name}`, result, target: name.includes(',') ? '' : '<= 200 ms' });
  }
}

async function memoryOver(count: number): Promise<void> {
  await chooseProfile(functions, queueUrl, 'large');
  const productIds = await products('soak-', 100);
  const began = performance.now();
  const held = await withTab(restock, root, async (page) => {
    await page.goto('/reservations');
    await page.getByText('Live', { exact: true }).waitFor();
    return soak(flow, productIds, { orders: count, prefix: 'soak-', pid, page }, console.log);
  });
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const [first, last] = [held[0], held.at(-1)];
  for (const [of, name, target] of [
    ['endpoint', `endpoint memory over ${count} orders in ${minutes} minutes`, '<= 500 MB, flat'],
    ['tab', 'what a tab with the list of reservations holds meanwhile', 'flat'],
  ] as const) {
    const most = Math.max(...held.map((each) => each[of]));
    const result = `${first?.[of]} MB after a tenth, ${last?.[of]} MB at the end, ${most} MB at most`;
    tell({ measured: name, result, target });
  }
}

async function everything(): Promise<void> {
  const idle = Math.round(residentMegabytes(pid) ?? Number.NaN);
  tell({ measured: 'endpoint memory, idle', result: `${idle} MB`, target: '<= 250 MB' });
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, residentMegabytes(pid) ?? 0);
  }, 500);
  await throughput();
  await latencies();
  await live();
  clearInterval(watch);
  tell({
    measured: 'endpoint memory, highest in this run',
    result: `${Math.round(highest)} MB`,
    target: '<= 500 MB',
  });
  if (soaked > 0) await memoryOver(soaked);
  console.log(
    `Medians of ${runs} runs of ${orders} orders (two or four times as many in the large profile, a quarter one at a time). The floor is the ` +
      `bare transaction, of one order or of as many as one holds, ${CONCURRENCY} at a time, on the same engine with the same tables.`,
  );
}

try {
  await (Number(values.products) > 0 ? lists() : everything());
  console.table(rows);
} finally {
  await engine.stop();
  rmSync(join(root, '.restock/bench'), { recursive: true, force: true });
  await restock.stop();
}
