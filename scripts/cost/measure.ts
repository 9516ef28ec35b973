import { rmSync } from 'node:fs';
import { Backend } from '../../e2e/system/backend.ts';
import { subscribe } from '../../e2e/system/outbox.ts';
import { People } from '../../e2e/system/people.ts';
import { Subscriber } from '../../e2e/system/subscriber.ts';
import { Warehouse } from '../../e2e/system/warehouse.ts';
import type { UsageLine } from '../../local/metering/usage.ts';
import { startEngine } from '../../local/services/dynamodb/engine-process.ts';
import { findEngine } from '../../local/services/dynamodb/find-engine.ts';
import { chooseProfile } from '../batch-profile.ts';
import { documentsAt } from '../bench/aws-clients.ts';
import { copyTables } from '../bench/floor.ts';
import { tablesOf } from '../bench/warehouse.ts';
import { type Attributed, attribute } from './attribution.ts';
import { floorOf } from './floor.ts';
import { driveMix, MIXES, type Mix } from './mixes.ts';
import { dollarsOf } from './prices.ts';
import { purchaseOrderUsage } from './purchase-order.ts';
import { difference, scaled, usageOf } from './usage.ts';

/** Dashboards that listen while orders come in. */
export const DASHBOARDS = 10;
const PLENTY = { available: 1_000_000 };
const PRODUCTS = Math.max(...MIXES.map(({ products }) => products));
/** Each mix is driven so many times. */
const ROUNDS = 3;
const PURCHASE_ORDERS = 5;
const IDLE_MINUTES = 10;
const MINUTES_A_MONTH = 43_800;

/** Usage of one order of each mix, of one purchase order, and of a month in which nobody orders anything. */
export interface Measured {
  mixes: (Attributed & { mix: Mix; floor: UsageLine[] })[];
  purchaseOrder: Attributed;
  idleMonth: UsageLine[];
}

/** Drives the deployed backend on an endpoint of its own, at a time that stands still between the batches. */
export async function measure(orders: number, engineFolder: string): Promise<Measured> {
  const backend = await Backend.start();
  try {
    const idleMonth = await measureIdleMonth(backend);
    // Sweeps are in the idle month; here they would fall into one mix and not into another.
    await backend.switchSweeps(false);
    const [warehouse, people] = [new Warehouse(backend), new People(backend)];
    const mixes = await measureMixes(backend, warehouse, people, orders);
    await subscribe(backend, 'approver@example.com');
    const purchaseOrder = attribute(await purchaseOrderUsage(backend, warehouse, people, PURCHASE_ORDERS));
    const floors = await measureFloors(backend, engineFolder);
    return { mixes: mixes.map((each, index) => ({ ...each, floor: floors[index] ?? [] })), purchaseOrder, idleMonth };
  } finally {
    await backend.stop();
  }
}

/** Pollers and sweeps, once every alarm has found its first state, which it tells. */
async function measureIdleMonth(backend: Backend): Promise<UsageLine[]> {
  await backend.pass({ minutes: IDLE_MINUTES });
  const before = await usageOf(backend.url);
  await backend.pass({ minutes: IDLE_MINUTES });
  return scaled(difference(before, await usageOf(backend.url)), MINUTES_A_MONTH / IDLE_MINUTES);
}

async function measureMixes(backend: Backend, warehouse: Warehouse, people: People, orders: number) {
  const productIds: string[] = [];
  for (let made = 0; made < PRODUCTS; made += 1) productIds.push(await warehouse.open(PLENTY));
  const token = await people.token('viewer');
  const dashboards = await Promise.all(Array.from({ length: DASHBOARDS }, () => Subscriber.on(backend, token)));
  const measured: (Attributed & { mix: Mix })[] = [];
  for (const mix of MIXES) {
    await chooseProfile(backend.clients.functions, backend.outputs.custom.orderQueueUrl, mix.profile);
    // Functions are warm, as they are in the run of a million.
    await driveMix(backend, warehouse, productIds, mix, mix.batch);
    const rounds: Attributed[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const count = Math.ceil(orders / ROUNDS / mix.batch) * mix.batch;
      const usage = await driveMix(backend, warehouse, productIds, mix, count);
      rounds.push(attribute(scaled(usage, 1 / count)));
    }
    measured.push({ mix, ...middle(rounds) });
  }
  for (const dashboard of dashboards) dashboard.end();
  return measured;
}

/** By its cost: what a busy machine adds to the time of one round is left out. */
function middle(rounds: Attributed[]): Attributed {
  const sorted = [...rounds].sort((a, b) => dollarsOf(a.work) - dollarsOf(b.work));
  return sorted[Math.floor(sorted.length / 2)] as Attributed;
}

/** On a bare engine with the same tables: what is written there comes to nobody's notice. */
async function measureFloors(backend: Backend, folder: string): Promise<UsageLine[][]> {
  const engine = await startEngine(findEngine(), folder);
  try {
    const tables = tablesOf(backend.outputs.custom.stockLevelTableName ?? '');
    const documents = documentsAt(engine.url);
    await copyTables(backend.clients.documents, documents, tables);
    const floors: UsageLine[][] = [];
    for (const mix of MIXES) floors.push(await floorOf(documents, tables, mix));
    return floors;
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
