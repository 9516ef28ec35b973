/** `npm run bench`: speed and memory of this machine's endpoint, beside a reference measured in the same run. */
import { rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Restock } from '../e2e/restock.ts';
import { ensureDeployed } from '../e2e/system/deployment.ts';
import { startEngine } from '../local/services/dynamodb/engine-process.ts';
import { findEngine } from '../local/services/dynamodb/find-engine.ts';
import { documentsAt, eventsAt } from './bench/aws-clients.ts';
import { copyTables, measureFloor } from './bench/floor.ts';
import { measureLatency } from './bench/latency.ts';
import { residentMegabytes } from './bench/memory.ts';
import { type Flow, measureFlow } from './bench/orders.ts';
import { median, percentile } from './bench/statistics.ts';
import { addProducts, tablesOf } from './bench/warehouse.ts';
import { buildDashboard } from './start/dashboard.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { orders: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' } },
});
const orders = Number(values.orders);
const runs = Number(values.runs);

/** As many batches as the backend's own queue mapping takes at once. */
const CONCURRENCY = 10;

console.log(
  `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
await ensureDeployed((line) => console.log(`ampx: ${line}`));
await buildDashboard(root, join(root, '.restock/dashboard.stamp'));
const restock = await Restock.start();
const engine = await startEngine(findEngine(), join(root, '.restock/bench'));
try {
  const rows: Record<string, string>[] = [];
  const flow: Flow = {
    events: eventsAt(restock.endpoint.url),
    documents: documentsAt(restock.endpoint.url),
    tables: tablesOf(restock.outputs.custom.stockLevelTableName ?? ''),
    busName: restock.outputs.custom.orderBusName ?? '',
  };
  const bare = documentsAt(engine.url);
  await copyTables(flow.documents, bare, flow.tables);
  const idle = residentMegabytes(restock.endpoint.pid);
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, residentMegabytes(restock.endpoint.pid) ?? 0);
  }, 500);

  for (const [name, prefix, count] of [
    ['100 products', 'wide-', 100],
    ['one hot product', 'hot-', 1],
  ] as const) {
    const productIds = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await addProducts(flow.documents, flow.tables, productIds);
    await addProducts(bare, flow.tables, productIds);
    await measureFlow(flow, productIds, { orders: 200, prefix, run: 0 });
    const ratios: number[] = [];
    const rates: number[] = [];
    const floors: number[] = [];
    const faults = { oversold: 0, double: 0, lost: 0 };
    for (let run = 1; run <= runs; run += 1) {
      const floor = await measureFloor(bare, flow.tables, productIds, { orders, concurrency: CONCURRENCY });
      const { rate, audit } = await measureFlow(flow, productIds, { orders, prefix, run });
      ratios.push(rate / floor);
      rates.push(rate);
      floors.push(floor);
      faults.oversold += audit.oversold;
      faults.double += audit.double;
      faults.lost += audit.lost;
    }
    rows.push({
      measured: `orders end to end, ${name}`,
      'of the floor': `${Math.round(median(ratios) * 100)} %`,
      result: `${Math.round(median(rates))} orders/s`,
      floor: `${Math.round(median(floors))} transactions/s`,
      target: '>= 40 %',
      faults: `${faults.oversold} oversold, ${faults.double} double, ${faults.lost} lost`,
    });
  }

  await addProducts(
    flow.documents,
    flow.tables,
    Array.from({ length: 10 }, (_, index) => `lat-${index}`),
  );
  const latencies = await measureLatency(restock, root, flow, { perSecond: 20, seconds: 20 });
  clearInterval(watch);
  rows.push(
    {
      measured: 'event to changed number in the browser, 20 orders/s',
      result: `p50 ${percentile(latencies, 50)} ms, p95 ${percentile(latencies, 95)} ms`,
      target: 'p95 <= 1000 ms',
    },
    { measured: 'endpoint memory, idle', result: `${Math.round(idle ?? 0)} MB`, target: '<= 400 MB' },
    { measured: 'endpoint memory, highest in this run', result: `${Math.round(highest)} MB`, target: '<= 700 MB' },
  );
  console.table(rows);
  console.log(
    `Medians of ${runs} runs of ${orders} orders. The floor is one order's transaction, ${CONCURRENCY} at a time, on the same engine with the same tables.`,
  );
} finally {
  await engine.stop();
  rmSync(join(root, '.restock/bench'), { recursive: true, force: true });
  await restock.stop();
}
