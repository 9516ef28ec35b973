import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import {
  locationRow,
  productRow,
  purchasingSettingsRow,
  stockLevelRow,
  stockMovementRow,
  supplierRow,
} from '../../amplify/domain/rows.ts';
import type { Call } from '../../local/gateway/service.ts';
import { Store } from '../../local/store/store.ts';
import { formatStep } from '../../local/testing/simulation/history.ts';
import type { EditCode } from '../../local/testing/simulation/instance-pool.ts';
import { type Policy, Simulation } from '../../local/testing/simulation/simulation.ts';
import { copyDeployment, outputsFor } from '../system/deployment.ts';
import { shortName, takesPart } from './names.ts';
import { Operating } from './operating.ts';
import { ANNEX, SUPPLIER } from './people.ts';
import type { Snapshot, Version } from './snapshot.ts';
import { readTables, type TableName, Tables, Versions } from './tables.ts';

/** A Monday morning: no run meets midnight unless it lets so much time pass. */
const START = Date.parse('2027-03-01T09:00:00Z');
/** Emptied between two cases. */
const CLEARED: TableName[] = [
  ...([
    'StockLevel',
    'StockMovement',
    'Reservation',
    'PurchaseOrder',
    'Product',
    'Supplier',
    'Location',
    'Alert',
  ] as const),
  ...([
    'Receipt',
    'TaskToken',
    'OpenAlert',
    'Adjustment',
    'Transfer',
    'StockImport',
    'OrderRate',
    'StockDay',
    'StockCheck',
    'CancelledOrder',
  ] as const),
];
/** What a product is opened with, where an attack says nothing else. */
const OPENING = { available: 10, reorderPoint: 2, reorderQuantity: 10, unitCost: 100, reservationHours: 24 };
const EXECUTIONS = ['states.execution', 'states.running', 'states.event', 'states.token', 'states.frame'];
const HISTORIES = ['StockLevel', 'PurchaseOrder', 'Reservation'] as const;

interface GroundOptions {
  edit?: EditCode;
  /** Changes the deployed configuration before the first case. */
  configure?: (ground: Ground) => Promise<void>;
}

/** The deployed backend where every call waits for a seeded choice; one case after the other, each on empty tables. */
export class Ground extends Operating {
  /** What the bus was told. */
  told: { type: string; detail: Record<string, unknown> }[] = [];
  /** Told of a purchase order at the moment from which it can be decided: before its mail, before its step has ended. */
  whenAwaiting: (purchaseOrderId: string) => void = () => {};
  #products = 0;
  #versions: Record<(typeof HISTORIES)[number], Versions>;
  /** The versions of this case so far. */
  #seen: Record<(typeof HISTORIES)[number], Version<never>[]> = { StockLevel: [], PurchaseOrder: [], Reservation: [] };
  #folder: string;

  private constructor(simulation: Simulation, tables: Tables, folder: string) {
    super(simulation, tables);
    this.#folder = folder;
    this.#versions = {
      StockLevel: new Versions(tables, 'StockLevel'),
      PurchaseOrder: new Versions(tables, 'PurchaseOrder'),
      Reservation: new Versions(tables, 'Reservation'),
    };
    simulation.scheduler.witness = (call) => this.#witness(call);
    simulation.scheduler.seen = (call) => tables.see(call);
  }

  static async start({ edit, configure }: GroundOptions = {}): Promise<Ground> {
    // Source maps and published assets, nine tenths of a deployment, are read by nobody here.
    const { folder } = copyDeployment((path) => !/\.map$|\/s3\/./.test(path));
    withoutAlarms(folder);
    const simulation = await Simulation.start({
      dataFolder: folder,
      start: START,
      short: shortName,
      runs: takesPart,
      ...(edit && { edit }),
    });
    const tables = await Tables.find(() => simulation.house);
    const ground = new Ground(simulation, tables, folder);
    const { Functions } = await ground.look<{ Functions: { FunctionName: string }[] }>('lambda', 'ListFunctions');
    ground.functions = Functions.map(({ FunctionName }) => FunctionName);
    await ground.switchOffSchedules();
    await ground.switchPublishing(false);
    await configure?.(ground);
    await tables.clear(...CLEARED);
    // Their stream records are gone through before the first case, or it would begin with them.
    await simulation.endpoint.idle();
    return ground;
  }

  /** A new case: empty tables, nine o'clock, nothing known of any case before. */
  async begin(seed: string): Promise<void> {
    this.simulation.begin(seed);
    await Promise.all(HISTORIES.map((name) => this.#versions[name].read()));
    this.#seen = { StockLevel: [], PurchaseOrder: [], Reservation: [] };
    this.sent = [];
    this.decided = [];
    this.returned = [];
    this.received = [];
    this.requested = [];
    await this.settings(true);
    this.changed = [];
    this.imported = [];
    this.settled = [];
    this.told = [];
    this.whenAwaiting = () => {};
    this.#products = 0;
    this.orders = 0;
  }

  /** Takes the case's rows and executions away. To be called when nothing is left to run. */
  async clear(): Promise<void> {
    this.simulation.scheduler.holding = false;
    await this.tables.clear(...CLEARED);
    await this.simulation.endpoint.idle();
    for (const name of EXECUTIONS) this.simulation.house.store.collection(name).clear();
  }

  run(policy: Policy, minutes = Number.POSITIVE_INFINITY): Promise<void> {
    const elapsed = this.simulation.clock.now() - START;
    return this.simulation.run(policy, elapsed + minutes * 60_000);
  }

  async restart(): Promise<void> {
    await this.simulation.restart();
    Object.assign(this.outputs, outputsFor(this.simulation.endpoint.url).custom);
    for (const name of HISTORIES) await this.#versions[name].resume();
  }

  async stop(): Promise<void> {
    await this.simulation.stop();
    rmSync(dirname(this.#folder), { recursive: true, force: true });
  }

  /** Opens a product with its ledger entry, as the sample products are. */
  async open(product: Partial<typeof OPENING> = {}): Promise<string> {
    const { available, reorderPoint, reorderQuantity, unitCost, reservationHours } = { ...OPENING, ...product };
    this.#products += 1;
    const productId = `p${this.#products}`;
    const now = this.now();
    const level = { productId, locationId: 'main', available, reserved: 0, reorderPoint, version: 1 };
    const change = { availableDelta: available, reservedDelta: 0, availableAfter: available, reservedAfter: 0 };
    const opening = { ...change, cause: 'OPENING' as const, causeId: productId, actor: 'load-sample-products' };
    const put = (table: TableName, Item: object) => ({
      Put: { TableName: this.tables.name(table), Item: marshall(Item) },
    });
    await this.tables.call('TransactWriteItems', {
      TransactItems: [
        put(
          'Product',
          productRow(
            {
              productId,
              name: productId,
              reorderQuantity,
              reservationHours,
              unitCost,
              supplierId: SUPPLIER.supplierId,
            },
            now,
          ),
        ),
        put('Supplier', supplierRow(SUPPLIER, now)),
        put('Location', locationRow(ANNEX, now)),
        put('StockLevel', stockLevelRow({ ...level, status: 'IN_STOCK' }, now)),
        put('StockMovement', stockMovementRow({ productId, locationId: 'main', ...opening }, now)),
      ],
    });
    return productId;
  }

  /** Whether the workflow receives what it orders, or people do; and up to which total one person approves. */
  async settings(receiveOnApproval: boolean, limit?: number): Promise<void> {
    const approvalLimits = limit === undefined ? [] : [{ currency: 'EUR', amount: limit }];
    const Item = marshall(purchasingSettingsRow({ receiveOnApproval, approvalLimits }, this.now()));
    await this.tables.call('PutItem', { TableName: this.tables.name('PurchasingSettings'), Item });
  }

  async snapshot(): Promise<Snapshot> {
    const { sent, decided, changed, imported, returned, requested, received, told, tables } = this;
    const [orders, changes] = [await this.orderQueue(), await this.changeQueue()];
    await Promise.all(HISTORIES.map(async (name) => this.#seen[name].push(...(await this.#versions[name].read()))));
    return {
      ...{ sent, decided, changed, imported, returned, requested, received, told, now: this.now() },
      ...{ waiting: orders.waiting + changes.waiting, dead: orders.dead, deadChanges: changes.dead },
      ...(await readTables(tables)),
      levelVersions: this.#seen.StockLevel,
      purchaseOrderVersions: this.#seen.PurchaseOrder,
      reservationVersions: this.#seen.Reservation,
      running: await this.runningExecutions(),
    };
  }

  history(): string {
    return this.simulation.steps.map(formatStep).join('\n');
  }

  #noteAwaiting({ Key, ExpressionAttributeValues: values }: Record<string, unknown>): void {
    const opened = (values as Record<string, Text> | undefined)?.[':awaiting']?.S === 'AWAITING_DECISION';
    const fromPending = (values as Record<string, Text> | undefined)?.[':pending'] !== undefined;
    const id = (Key as { purchaseOrderId?: Text } | undefined)?.purchaseOrderId?.S;
    if (opened && fromPending && id) this.whenAwaiting(id);
  }

  #witness({ operation, input }: Call): void {
    if (operation === 'UpdateItem') this.#noteAwaiting(input);
    if (operation !== 'PutEvents') return;
    for (const { DetailType, Detail, Source } of input.Entries as Record<string, string>[])
      if (Source === 'com.inventory') this.told.push({ type: String(DetailType), detail: JSON.parse(String(Detail)) });
  }
}

/** They look at the clock every minute for ever: a run would have no end. */
const withoutAlarms = (folder: string): void => {
  const store = new Store(join(folder, 'endpoint.db'));
  store.collection('cloudwatch.alarm').clear();
  store.close();
};

type Text = { S?: string };
