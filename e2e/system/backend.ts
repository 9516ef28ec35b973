import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { VirtualClock } from '../../local/clock.ts';
import { type Endpoint, startEndpoint } from '../../local/endpoint.ts';
import { copyDeployment, type Deployment, type Outputs, outputsFor } from './deployment.ts';

/** Tables that clients can read, and tables that no client can. */
export const MODELS = [
  'Product',
  'Supplier',
  'Location',
  'StockLevel',
  'Reservation',
  'PurchaseOrder',
  'Receipt',
  'PurchasingSettings',
  'Alert',
  'StockMovement',
  'OrderRate',
  'StockDay',
  'StockCover',
  'StockCheck',
] as const;
export const PRIVATE = [
  'TaskToken',
  'OpenAlert',
  'Adjustment',
  'Transfer',
  'StockImport',
  'CancelledOrder',
  'SavedView',
] as const;
export type TableName = (typeof MODELS)[number] | (typeof PRIVATE)[number];

/** What an AWS SDK's client needs to reach an endpoint. */
export const clientOptions = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Nine in the morning after the deployment: a time of day that every run has, so that no test meets midnight. */
const morningAfter = (instant: number): number => {
  const day = 86_400_000;
  return Math.ceil(instant / day) * day + 9 * 3_600_000;
};

/** The deployed backend, on an endpoint and a copy of the data of its own, at a time that stands still. */
export class Backend {
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  outputs!: Outputs;
  clients!: ReturnType<typeof clientsFor>;
  #endpoint!: Endpoint;
  #tables = new Map<TableName, string>();

  private constructor(deployment: Deployment, clock: VirtualClock, endpoint: Endpoint) {
    this.deployment = deployment;
    this.clock = clock;
    this.#reach(endpoint);
  }

  /** Over a copy of the deployment, or over the data that another endpoint has left, at the time it had come to. */
  static async start(deployment = copyDeployment(), instant = morningAfter(Date.now())): Promise<Backend> {
    const clock = new VirtualClock(instant);
    const endpoint = await startEndpoint({ port: 0, dataFolder: deployment.folder, clock });
    const backend = new Backend(deployment, clock, endpoint);
    await backend.#findTables();
    await backend.settle();
    return backend;
  }

  get url(): string {
    return this.#endpoint.url;
  }

  table(name: TableName): string {
    const found = this.#tables.get(name);
    if (!found) throw new Error(`The deployment has no table ${name}.`);
    return found;
  }

  /** The present of the backend, as ISO text. */
  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** Waits until everything that was set going has come to rest. */
  settle(): Promise<void> {
    return this.#endpoint.idle();
  }

  /** Lets so much time pass, with all that falls due in it. */
  async pass({ hours = 0, minutes = 0, seconds = 0 }): Promise<void> {
    await this.settle();
    const milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    await this.clock.advanceTo(this.clock.now() + milliseconds, () => this.settle());
  }

  /** Sweeps run every five minutes; where hours pass, a test that is not about them does without. */
  async switchSweeps(on: boolean): Promise<void> {
    for (const Name of await this.#sweepRules()) {
      await this.clients.events.send(on ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name }));
    }
  }

  /** Runs every sweep now, without waiting for its time. */
  async sweep(): Promise<void> {
    for (const Rule of await this.#sweepRules()) {
      const { Targets = [] } = await this.clients.events.send(new ListTargetsByRuleCommand({ Rule }));
      for (const { Arn } of Targets) {
        const { FunctionError } = await this.clients.functions.send(
          new InvokeCommand({ FunctionName: Arn, Payload: '{}' }),
        );
        if (FunctionError) throw new Error(`The sweep ${Arn} failed.`);
      }
    }
    await this.settle();
  }

  async #sweepRules(): Promise<string[]> {
    const { Rules = [] } = await this.clients.events.send(new ListRulesCommand({}));
    return Rules.flatMap(({ Name, ScheduleExpression }) => (Name && ScheduleExpression ? [Name] : []));
  }

  /** Ends the endpoint and starts another over the same data. What `between` does, it does to nobody's notice. */
  async restart(between: () => unknown = () => {}): Promise<void> {
    await this.#endpoint.stop();
    await between();
    this.#reach(await startEndpoint({ port: 0, dataFolder: this.deployment.folder, clock: this.clock }));
  }

  /** Ends the endpoint and leaves its data. */
  end(): Promise<void> {
    return this.#endpoint.stop();
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(dirname(this.deployment.folder), { recursive: true, force: true });
  }

  /** Everything that names an address names this endpoint's. */
  #reach(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
    this.clients = clientsFor(endpoint.url);
    this.outputs = outputsFor(endpoint.url);
  }

  async #findTables(): Promise<void> {
    for await (const { TableNames = [] } of paginateListTables({ client: this.clients.tables }, {})) {
      for (const table of TableNames) {
        const name =
          MODELS.find((model) => table.startsWith(`${model}-`)) ?? PRIVATE.find((id) => table.includes(`-${id}`));
        if (name) this.#tables.set(name, table);
      }
    }
  }
}

const clientsFor = (url: string) => {
  const options = clientOptions(url);
  const tables = new DynamoDBClient(options);
  return {
    tables,
    documents: DynamoDBDocumentClient.from(tables, { marshallOptions: { removeUndefinedValues: true } }),
    events: new EventBridgeClient(options),
    queues: new SQSClient(options),
    topics: new SNSClient(options),
    functions: new LambdaClient(options),
    roles: new IAMClient(options),
    // Otherwise the client puts `sync-` before the host's name.
    workflows: new SFNClient({ ...options, disableHostPrefix: true }),
  };
};
