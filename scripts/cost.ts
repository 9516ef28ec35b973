/** `npm run cost`: what orders would cost on AWS, from the billed operations that the local endpoint counts. An estimate. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDeployed } from '../e2e/system/deployment.ts';
import { DASHBOARDS, measure } from './cost/measure.ts';
import { dollarsOf, PRICED } from './cost/prices.ts';
import { printReport, summaryOf } from './cost/report.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { orders: { type: 'string', default: '1000' }, write: { type: 'boolean', default: false } },
});
/** What the simulator page shows. */
const ESTIMATE = 'src/features/orders/cost-estimate.json';

const machine = `${cpus().length} cores, ${cpus()[0]?.model}`;
await ensureDeployed();
const measured = await measure(Number(values.orders), join(root, '.restock/cost'));
printReport(measured);
console.log(
  `An estimate: operations as counted here, at the list prices of ${PRICED.region} of ${PRICED.date}, no free tier taken off.\n` +
    `The time of Lambda and Express is what passed on this machine (${machine}), and not AWS's.`,
);
if (values.write) {
  const estimate = {
    countedOn: new Date().toISOString().slice(0, 10),
    machine,
    region: PRICED.region,
    pricesOf: PRICED.date,
    dashboards: DASHBOARDS,
    millionOrders: summaryOf(measured),
    purchaseOrder: Number(dollarsOf(measured.purchaseOrder.work).toFixed(6)),
    idleMonth: Number(dollarsOf(measured.idleMonth).toFixed(2)),
  };
  writeFileSync(join(root, ESTIMATE), `${JSON.stringify(estimate, null, 2)}\n`);
  console.log(`Written to ${ESTIMATE}.`);
}
