import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { VirtualClock } from '../../local/clock.ts';
import { type Endpoint, startEndpoint } from '../../local/endpoint.ts';
import { type Deployment, outputsFor } from '../system/deployment.ts';
import type { Sent, Snapshot } from './snapshot.ts';
import { readTables, Tables, Versions } from './tables.ts';

/** The deployed backend as it runs for everybody: worker threads, sockets, real concurrency; only time is a test's. */
export class LiveGround {
  readonly tables: Tables;
  readonly outputs: Record<string, string>;
  #endpoint: Endpoint;
  #clock: VirtualClock;
  #folder: string;

  private constructor(endpoint: Endpoint, clock: VirtualClock, tables: Tables, folder: string) {
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#folder = folder;
    this.tables = tables;
    this.outputs = outputsFor(endpoint.url).custom;
  }

  static async start({ folder }: Deployment, instant: number): Promise<LiveGround> {
    const clock = new VirtualClock(instant);
    const endpoint = await startEndpoint({ port: 0, dataFolder: folder, clock });
    const ground = new LiveGround(endpoint, clock, await Tables.find(() => endpoint.house), folder);
    await ground.#switchOffSchedules();
    return ground;
  }

  now(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  call<Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> {
    const principal = { kind: 'account' } as const;
    return this.#endpoint.house.aws.call<Output>({
      ...{ service, operation, principal },
      input: input as Record<string, unknown>,
    });
  }

  /** Lets so much time pass, with all that falls due in it. */
  async pass(minutes: number): Promise<void> {
    const settle = () => this.#endpoint.idle();
    await settle();
    await this.#clock.advanceTo(this.#clock.now() + minutes * 60_000, settle);
  }

  /** Both sweeps, as their rules start them every five minutes. */
  async sweep(): Promise<void> {
    for (const name of ['sweepstocklevels', 'resumepurchaseorders']) await this.invoke(name, { source: 'aws.events' });
    await this.#endpoint.idle();
  }

  /** Invokes the function whose name holds this. */
  async invoke(name: string, event: object): Promise<{ Payload: string; FunctionError?: string }> {
    const { Functions } = await this.call<{ Functions: { FunctionName: string }[] }>('lambda', 'ListFunctions', {});
    const FunctionName = Functions.find((each) => each.FunctionName.includes(name))?.FunctionName;
    return this.call('lambda', 'Invoke', { FunctionName, Payload: JSON.stringify(event) });
  }

  /** What is left, with every version of every row since the deployment. */
  async snapshot(sent: Sent[]): Promise<Snapshot> {
    const versions = (table: 'StockLevel' | 'PurchaseOrder' | 'Reservation') =>
      new Versions(this.tables, table, 'TRIM_HORIZON').read();
    const attributes = await this.call<{ Attributes: Record<string, string> }>('sqs', 'GetQueueAttributes', {
      QueueUrl: this.outputs.orderQueueUrl,
      AttributeNames: ['All'],
    });
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = attributes.Attributes;
    const { executions } = await this.call<{ executions: { executionArn: string }[] }>('states', 'ListExecutions', {
      stateMachineArn: this.outputs.createPurchaseOrderArn,
      statusFilter: 'RUNNING',
    });
    return {
      ...{
        sent,
        decided: [],
        changed: [],
        returned: [],
        requested: [],
        received: [],
        imported: [],
        told: undefined,
        now: this.now(),
      },
      ...{ dead: 0, deadChanges: 0 },
      waiting: Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible),
      ...(await readTables(this.tables)),
      levelVersions: await versions('StockLevel'),
      purchaseOrderVersions: await versions('PurchaseOrder'),
      reservationVersions: await versions('Reservation'),
      running: executions.map(({ executionArn }) => executionArn),
    };
  }

  /** A day of sweeps is six hundred invocations, which judge nothing that one of them does not. */
  async #switchOffSchedules(): Promise<void> {
    type Rules = { Rules: { Name: string; ScheduleExpression?: string }[] };
    const { Rules } = await this.call<Rules>('events', 'ListRules', {});
    for (const { Name, ScheduleExpression } of Rules)
      if (ScheduleExpression) await this.call('events', 'DisableRule', { Name });
  }

  /** Ends the endpoint and leaves its data. */
  end(): Promise<void> {
    return this.#endpoint.stop();
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(dirname(this.#folder), { recursive: true, force: true });
  }
}
