import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import {
  productRow,
  purchasingSettingsRow,
  stockLevelRow,
  stockMovementRow,
  supplierRow,
} from '../../amplify/domain/rows.ts';
import type { ImportMode } from '../../amplify/domain/vocabulary.ts';
import type { ImportAnswer } from '../../amplify/functions/import-stock/import-stock.ts';
import type { Call } from '../../local/gateway/service.ts';
import { observing } from '../../local/testing/simulation/caller.ts';
import { formatStep } from '../../local/testing/simulation/history.ts';
import type { EditCode } from '../../local/testing/simulation/instance-pool.ts';
import type { Random } from '../../local/testing/simulation/random.ts';
import { type Policy, Simulation } from '../../local/testing/simulation/simulation.ts';
import { copyDeployment, outputsFor } from '../system/deployment.ts';
import { shortName, takesPart } from './names.ts';
import type { Changed, Decided, Imported, Received, Returned, Sent, Snapshot, Version } from './snapshot.ts';
import { readTables, type TableName, Tables, Versions } from './tables.ts';

/** A Monday morning: no run meets midnight unless it lets so much time pass. */
const START = Date.parse('2027-03-01T09:00:00Z');
/** Emptied between two cases. */
const CLEARED: TableName[] = [
  ...(['StockLevel', 'StockMovement', 'Reservation', 'PurchaseOrder', 'Product', 'Supplier', 'Alert'] as const),
  ...([
    'Receipt',
    'TaskToken',
    'OpenAlert',
    'Adjustment',
    'StockImport',
    'OrderRate',
    'StockDay',
    'StockCheck',
    'CancelledOrder',
  ] as const),
];
const SUPPLIER = {
  ...{ supplierId: 'supplier', name: 'Supplier', leadTimeDays: 1 },
  ...{ minimumQuantity: 1, multiple: 1, currency: 'EUR' },
};
/** What a product is opened with, where an attack says nothing else. */
const OPENING = { available: 10, reorderPoint: 2, reorderQuantity: 10, unitCost: 100, reservationHours: 24 };
const EXECUTIONS = ['states.execution', 'states.running', 'states.event', 'states.token', 'states.frame'];
const HISTORIES = ['StockLevel', 'PurchaseOrder', 'Reservation'] as const;

/** What somebody asked to be set, and whether they were told that it is. */
type Setting = { asked: Record<string, unknown>; accepted?: boolean };

export type Person = 'approver' | 'manager' | 'operator';

type ImportFile = { text: string; mode: ImportMode };

interface GroundOptions {
  edit?: EditCode;
  /** Changes the deployed configuration before the first case. */
  configure?: (ground: Ground) => Promise<void>;
}

/** The deployed backend where every call waits for a seeded choice; one case after the other, each on empty tables. */
export class Ground {
  readonly simulation: Simulation;
  readonly tables: Tables;
  readonly outputs: Record<string, string>;
  /** What was sent and decided in this case, and what the bus was told. */
  sent: Sent[] = [];
  decided: Decided[] = [];
  returned: Returned[] = [];
  /** Orders that somebody was told they had asked for. */
  requested: string[] = [];
  received: Received[] = [];
  changed: Changed[] = [];
  imported: Imported[] = [];
  settled: Setting[] = [];
  told: { type: string; detail: Record<string, unknown> }[] = [];
  /** Told of a purchase order at the moment from which it can be decided: before its mail, before its step has ended. */
  whenAwaiting: (purchaseOrderId: string) => void = () => {};
  #functions: string[] = [];
  #products = 0;
  #orders = 0;
  #versions: Record<(typeof HISTORIES)[number], Versions>;
  /** The versions of this case so far. */
  #seen: Record<(typeof HISTORIES)[number], Version<never>[]> = { StockLevel: [], PurchaseOrder: [], Reservation: [] };
  #folder: string;
  /** Of create-purchase-order, as it was deployed. */
  #definition: string | undefined;

  private constructor(simulation: Simulation, tables: Tables, folder: string) {
    this.simulation = simulation;
    this.tables = tables;
    this.#folder = folder;
    this.outputs = outputsFor(simulation.endpoint.url).custom;
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
    ground.#functions = Functions.map(({ FunctionName }) => FunctionName);
    await ground.#switchOffSchedules();
    // They look at the clock every minute for ever: a run would have no end.
    simulation.house.store.collection('cloudwatch.alarm').clear();
    await ground.switchPublishing(false);
    await configure?.(ground);
    await tables.clear(...CLEARED);
    // Their stream records are gone through before the first case, or it would begin with them.
    await simulation.endpoint.idle();
    return ground;
  }

  get random(): Random {
    return this.simulation.random;
  }

  /** Virtual time as ISO text. */
  now(): string {
    return new Date(this.simulation.clock.now()).toISOString();
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
    this.#orders = 0;
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

  /** A call past the run: nothing of it is a step. */
  look<Output = Record<string, unknown>>(service: string, operation: string, input: object = {}): Promise<Output> {
    return observing(() => this.#call<Output>(service, operation, input));
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
        put('StockLevel', stockLevelRow({ ...level, status: 'IN_STOCK' }, now)),
        put('StockMovement', stockMovementRow({ productId, locationId: 'main', ...opening }, now)),
      ],
    });
    return productId;
  }

  newOrderId(): string {
    this.#orders += 1;
    return `o${this.#orders}`;
  }

  /** Sends `new-order-received` as a shop does: in one call, or, where it is not answered, until it is. */
  shop(details: unknown[], after = 0): void {
    for (const detail of details) this.sent.push({ detail, body: undefined });
    this.#tell('new-order-received', details, after);
  }

  /** Sends that an order, or a line of it, was cancelled or shipped. */
  change(change: Changed, after = 0): void {
    this.changed.push(change);
    this.#tell(change.type, [change.detail], after);
  }

  #tell(DetailType: string, details: unknown[], after: number): void {
    const Entries = details.map((detail) => ({
      EventBusName: this.outputs.orderBusName,
      Source: 'com.orders',
      DetailType,
      Detail: JSON.stringify(detail),
    }));
    this.simulation.act('shop', async () => {
      await this.sleep(after);
      await this.#call('events', 'PutEvents', { Entries });
    });
  }

  /** Puts a message on the queue past the bus, as whoever may send to it could. */
  post(body: string): void {
    const sent: Sent = { detail: undefined, body };
    this.sent.push(sent);
    this.simulation.act('shop', async () => {
      const input = { QueueUrl: this.outputs.orderQueueUrl, MessageBody: body };
      sent.messageId = (await this.#call<{ MessageId: string }>('sqs', 'SendMessage', input)).MessageId;
    });
  }

  /** What AppSync's resolver sends to the function when somebody decides. */
  decide(who: Person, purchaseOrderId: string, decision: 'APPROVED' | 'REJECTED', after = 0): void {
    const decided: Decided = { who, purchaseOrderId, decision };
    this.decided.push(decided);
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId, decision, note: `because ${who} says so` } };
      const answer = await this.#invoke('decidepurchaseorder', { ...event, identity: identityOf(who) });
      if (!answer.FunctionError) Object.assign(decided, JSON.parse(answer.Payload));
    });
  }

  /** What AppSync's resolver sends when somebody returns a decision. */
  undo(who: Person, purchaseOrderId: string, after = 0): void {
    const returned: Returned = { who, purchaseOrderId };
    this.returned.push(returned);
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId }, identity: identityOf(who) };
      const answer = await this.#invoke('undodecision', event);
      if (!answer.FunctionError) Object.assign(returned, JSON.parse(answer.Payload));
    });
  }

  /** What AppSync's resolver sends when somebody receives goods. */
  receive(purchaseOrderId: string, quantity: number, receiptId: string, after = 0): void {
    const received: Received = { receiptId, purchaseOrderId, quantity };
    this.received.push(received);
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const event = { arguments: { receiptId, purchaseOrderId, quantity }, identity: identityOf('operator') };
      received.accepted = (await this.#invoke('receivestock', event)).FunctionError === undefined;
    });
  }

  closeShort(purchaseOrderId: string, after = 0): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId }, identity: identityOf('operator') };
      await this.#invoke('closepurchaseordershort', event);
    });
  }

  /** What AppSync's resolver sends when somebody asks for an order. */
  request(purchaseOrderId: string, productId: string, quantity: number, who: Person = 'operator', after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId, productId, quantity }, identity: identityOf(who) };
      const answer = await this.#invoke('requestpurchaseorder', event);
      if (!answer.FunctionError) this.requested.push(purchaseOrderId);
    });
  }

  cancel(who: Person, purchaseOrderId: string, after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      await this.#invoke('cancelpurchaseorder', { arguments: { purchaseOrderId }, identity: identityOf(who) });
    });
  }

  /** Whether the workflow receives what it orders, or people do; and up to which total one person approves. */
  async settings(receiveOnApproval: boolean, limit?: number): Promise<void> {
    const approvalLimits = limit === undefined ? [] : [{ currency: 'EUR', amount: limit }];
    const Item = marshall(purchasingSettingsRow({ receiveOnApproval, approvalLimits }, this.now()));
    await this.tables.call('PutItem', { TableName: this.tables.name('PurchasingSettings'), Item });
  }

  /** What AppSync's resolver sends when somebody changes from which stock on a product is low. */
  changeReorderPoint(productId: string, reorderPoint: number, after = 0): void {
    this.#setting('changereorderpoint', { productId, reorderPoint }, after);
  }

  /** The same for the terms of the supplier of all products, as they were seen at `seenAt`. */
  changeSupplier(terms: Partial<typeof SUPPLIER>, seenAt: string, after = 0): void {
    this.#setting('savesupplier', { ...SUPPLIER, ...terms, seenAt }, after);
  }

  #setting(name: string, asked: Record<string, unknown>, after: number): void {
    const setting: Setting = { asked };
    this.settled.push(setting);
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const answer = await this.#invoke(name, { arguments: asked, identity: identityOf('operator') });
      setting.accepted = answer.FunctionError === undefined;
    });
  }

  adjust(productId: string, delta: number, adjustmentId: string, after = 0): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      await this.#invoke('adjuststock', {
        arguments: { adjustmentId, productId, delta, reason: 'COUNT' },
        identity: identityOf('operator'),
      });
    });
  }

  /** What AppSync's resolver sends when somebody takes an adjustment back. */
  reverse(who: Person, adjustmentId: string, after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      await this.#invoke('reverseadjustment', { arguments: { adjustmentId }, identity: identityOf(who) });
    });
  }

  /** What AppSync's resolvers send when somebody looks at the differences of a file and then imports it, so many times. */
  importFile(file: ImportFile, importId: string, times: number, after = 0, thinking = 0): void {
    const identity = identityOf('operator');
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const seen = await this.#invoke('importstock', { fieldName: 'previewStockImport', arguments: file, identity });
      if (seen.FunctionError) return;
      const { differences: previewed, problems } = JSON.parse(seen.Payload) as ImportAnswer;
      if (problems.length > 0) return;
      await this.sleep(thinking);
      const imported: Imported = { importId, previewed };
      this.imported.push(imported);
      const event = { fieldName: 'importStock', arguments: { ...file, importId, previewed }, identity };
      const send = async () => {
        const answer = await this.#invoke('importstock', event);
        if (!answer.FunctionError && (JSON.parse(answer.Payload) as ImportAnswer).appliedAt) imported.applied = true;
      };
      await Promise.all(Array.from({ length: times }, send));
    });
  }

  /** What looks after stock and purchase orders, as its rules start it. */
  sweep(after = 0): void {
    this.#scheduled(['sweepstocklevels', 'resumepurchaseorders'], after);
  }

  /** What ends reservations that nobody claimed, as its rule starts it: it asks sixteen shards, and most attacks end within a day. */
  expire(after = 0): void {
    this.#scheduled(['expirereservations'], after);
  }

  #scheduled(functions: string[], after: number): void {
    for (const name of functions)
      this.simulation.act('schedule', async () => {
        await this.sleep(after);
        await this.#invoke(name, { source: 'aws.events' }, 'Event');
      });
  }

  /** Ends every execution that waits or works, as somebody with the console may. */
  abortExecutions(): void {
    this.simulation.scheduler.note('operator', 'stops executions');
    void this.runningExecutions().then(async (running) => {
      for (const executionArn of running) await this.look('states', 'StopExecution', { executionArn });
    });
  }

  /** Gives new executions of create-purchase-order so many seconds, or again as many as they are deployed with. */
  async limitExecutions(seconds: number | undefined): Promise<void> {
    const stateMachineArn = this.outputs.createPurchaseOrderArn;
    const { definition } = await this.look<{ definition: string }>('states', 'DescribeStateMachine', {
      stateMachineArn,
    });
    this.#definition ??= definition;
    const deployed = JSON.parse(this.#definition);
    const limited = JSON.stringify({ ...deployed, TimeoutSeconds: seconds ?? deployed.TimeoutSeconds });
    await this.look('states', 'UpdateStateMachine', { stateMachineArn, definition: limited });
  }

  sleep(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => void this.simulation.clock.after(milliseconds, resolve));
  }

  /** Moves what lies in the dead-letter queues back, as an operator does. */
  async redrive(): Promise<void> {
    for (const { dead, deadLetterArn } of [await this.#orderQueue(), await this.#changeQueue()])
      if (dead > 0) await this.look('sqs', 'StartMessageMoveTask', { SourceArn: deadLetterArn });
  }

  /** The same in the middle of everything, whether or not something lies there. */
  redriveWhile(after: number): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      await this.redrive();
    });
  }

  async deadLetters(): Promise<number> {
    return (await this.#orderQueue()).dead + (await this.#changeQueue()).dead;
  }

  async snapshot(): Promise<Snapshot> {
    const { sent, decided, changed, imported, returned, requested, received, told, tables } = this;
    const [orders, changes] = [await this.#orderQueue(), await this.#changeQueue()];
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

  /** Live changes to dashboards: they double the steps of a case, so most cases go without. */
  async switchPublishing(on: boolean): Promise<void> {
    const { EventSourceMappings } = await this.look<{ EventSourceMappings: { UUID: string; FunctionArn: string }[] }>(
      'lambda',
      'ListEventSourceMappings',
    );
    for (const { UUID, FunctionArn } of EventSourceMappings)
      if (/publishchanges/i.test(FunctionArn))
        await this.look('lambda', 'UpdateEventSourceMapping', { UUID, Enabled: on });
  }

  #noteAwaiting({ Key, ExpressionAttributeValues: values }: Record<string, unknown>): void {
    const opened = (values as Record<string, Text> | undefined)?.[':awaiting']?.S === 'AWAITING_DECISION';
    const fromPending = (values as Record<string, Text> | undefined)?.[':pending'] !== undefined;
    const id = (Key as { purchaseOrderId?: Text } | undefined)?.purchaseOrderId?.S;
    if (opened && fromPending && id) this.whenAwaiting(id);
  }

  async #switchOffSchedules(): Promise<void> {
    type Rules = { Rules: { Name: string; ScheduleExpression?: string }[] };
    const { Rules } = await this.look<Rules>('events', 'ListRules');
    for (const { Name, ScheduleExpression } of Rules)
      if (ScheduleExpression) await this.look('events', 'DisableRule', { Name });
  }

  #orderQueue() {
    return this.#queue(String(this.outputs.orderQueueUrl));
  }

  #changeQueue() {
    return this.#queue(String(this.outputs.orderChangeQueueUrl));
  }

  async #queue(queueUrl: string): Promise<{ waiting: number; dead: number; deadLetterArn: string }> {
    const attributesOf = async (QueueUrl: string) =>
      (
        await this.look<{ Attributes: Record<string, string> }>('sqs', 'GetQueueAttributes', {
          QueueUrl,
          AttributeNames: ['All'],
        })
      ).Attributes;
    const count = (attributes: Record<string, string>) =>
      Number(attributes.ApproximateNumberOfMessages) + Number(attributes.ApproximateNumberOfMessagesNotVisible);
    const own = await attributesOf(queueUrl);
    const deadLetterArn = String(JSON.parse(String(own.RedrivePolicy)).deadLetterTargetArn);
    const { url, account } = this.simulation.house;
    const dead = await attributesOf(`${url}/${account}/${deadLetterArn.split(':').at(-1)}`);
    return { waiting: count(own), dead: count(dead), deadLetterArn };
  }

  /** The executions of create-purchase-order that have not ended. */
  async runningExecutions(): Promise<string[]> {
    const stateMachineArn = this.outputs.createPurchaseOrderArn;
    const { executions } = await this.look<{ executions: { executionArn: string }[] }>('states', 'ListExecutions', {
      stateMachineArn,
      statusFilter: 'RUNNING',
    });
    return executions.map(({ executionArn }) => executionArn);
  }

  async #invoke(name: string, event: object, InvocationType = 'RequestResponse') {
    const FunctionName = this.#functions.find((functionName) => functionName.includes(name));
    const input = { FunctionName, InvocationType, Payload: JSON.stringify(event) };
    return this.#call<{ Payload: string; FunctionError?: string }>('lambda', 'Invoke', input);
  }

  #call<Output>(service: string, operation: string, input: object): Promise<Output> {
    const principal = { kind: 'account' } as const;
    return this.simulation.house.aws.call<Output>({
      ...{ service, operation, principal },
      input: input as Record<string, unknown>,
    });
  }

  #witness({ operation, input }: Call): void {
    if (operation === 'UpdateItem') this.#noteAwaiting(input);
    if (operation !== 'PutEvents') return;
    for (const { DetailType, Detail, Source } of input.Entries as Record<string, string>[])
      if (Source === 'com.inventory') this.told.push({ type: String(DetailType), detail: JSON.parse(String(Detail)) });
  }
}

type Text = { S?: string };

const GROUPS = { approver: ['APPROVERS'], manager: ['OPERATORS', 'APPROVERS'], operator: ['OPERATORS'] };

const identityOf = (who: Person) => ({
  ...{ sub: `sub-of-${who}`, username: `${who}@example.com` },
  groups: GROUPS[who],
});
