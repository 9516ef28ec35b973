import { GetDashboardCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Alarms } from './alarms.ts';
import { Backend } from './backend.ts';
import { functionNamed } from './functions.ts';
import { mailsOf, subscribe } from './outbox.ts';
import { deadLettersOf, depthOf } from './queues.ts';
import { Warehouse } from './warehouse.ts';

const OPERATOR = 'operator@example.com';

let backend: Backend;
let warehouse: Warehouse;
let alarms: Alarms;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  alarms = new Alarms(backend);
  await subscribe(backend, OPERATOR, 'Alarms');
  await backend.switchSweeps(false);
  await backend.pass({ minutes: 1 });
});
afterAll(() => backend?.stop());

/** What the operator was told, oldest first: the state and the section of the runbook. */
const told = async (): Promise<string[]> => {
  const mails = (await mailsOf(backend)).filter(({ to, subject }) => to === OPERATOR && /^(OK|ALARM):/.test(subject));
  return mails.reverse().map(({ subject, body }) => `${subject.split(':')[0]} ${/runbook\.md#(\S+)/.exec(body)?.[1]}`);
};

test('every alarm is evaluated, or says which metric nobody counts here', async () => {
  const undecided = (await alarms.all()).filter(({ StateValue }) => StateValue !== 'OK');
  expect(undecided.map(({ AlarmDescription }) => /#(\S+)$/.exec(`${AlarmDescription}`)?.[1]).sort()).toEqual([
    'tables-throttled',
    'the-api-fails',
  ]);
  for (const { StateValue, StateReason } of undecided) {
    expect(StateValue).toBe('INSUFFICIENT_DATA');
    expect(StateReason).toMatch(/cannot tell the metric AWS\/(DynamoDB|AppSync) /);
  }
});

test('an order that fails is put aside and rings; mended and redriven, it is reserved, and the alarm is over', async () => {
  const [poisoned, healthy] = [await warehouse.open(), await warehouse.open()];
  const setVersion = (version: unknown) =>
    backend.clients.documents.send(
      new UpdateCommand({
        TableName: backend.table('StockLevel'),
        Key: { productId: poisoned, locationId: 'main' },
        UpdateExpression: 'SET version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );
  await setVersion('no number');
  const failed = await warehouse.take(poisoned, 2);
  const reserved = await warehouse.take(healthy, 2);
  await backend.pass({ minutes: 12 });

  const queue = String(backend.outputs.custom.orderQueueUrl);
  const deadLetters = await deadLettersOf(backend, queue);
  expect(await depthOf(backend, deadLetters)).toEqual({ visible: 1, inFlight: 0 });
  expect(await warehouse.reservations(reserved)).toMatchObject([{ status: 'RESERVED' }]);
  expect(await warehouse.reservations(failed)).toEqual([]);
  expect(await alarms.stateOf('orders-that-failed')).toBe('ALARM');
  expect(await told()).toContain('ALARM orders-that-failed');

  await setVersion(1);
  const { Attributes } = await backend.clients.queues.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
  );
  const SourceArn = Attributes?.QueueArn;
  await backend.clients.queues.send(new StartMessageMoveTaskCommand({ SourceArn }));
  await backend.pass({ minutes: 1 });
  const { Results } = await backend.clients.queues.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  expect(await warehouse.reservations(failed)).toMatchObject([{ status: 'RESERVED', quantity: 2 }]);
  expect(await alarms.stateOf('orders-that-failed')).toBe('OK');
  expect((await told()).at(-1)).toBe('OK orders-that-failed');
});

test('orders that nothing takes ring, and are over when they are taken', async () => {
  const poller = await functionNamed(backend, 'reserve-stock-poller');
  const { EventSourceMappings = [] } = await backend.clients.functions.send(
    new ListEventSourceMappingsCommand({ FunctionName: poller }),
  );
  const UUID = EventSourceMappings[0]?.UUID;
  const enable = (Enabled: boolean) =>
    backend.clients.functions.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await enable(false);
  const orderId = await warehouse.take(await warehouse.open(), 1);
  await backend.pass({ minutes: 9 });
  expect(await alarms.stateOf('orders-wait')).toBe('ALARM');

  await enable(true);
  await backend.pass({ minutes: 5 });
  expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
  expect(await alarms.stateOf('orders-wait')).toBe('OK');
});

test('an execution that is ended by force rings, and its purchase order is closed', async () => {
  const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
  await warehouse.take(productId, 2);
  const [order] = await warehouse.purchaseOrders(productId);
  await backend.clients.workflows.send(new StopExecutionCommand({ executionArn: order?.executionArn }));
  await backend.pass({ minutes: 1 });
  expect(await alarms.stateOf('purchase-orders-fail')).toBe('ALARM');
  expect(await warehouse.purchaseOrders(productId)).toMatchObject([{ status: 'EXPIRED', phase: 'CLOSED' }]);
  await backend.pass({ minutes: 4 });
  expect(await alarms.stateOf('purchase-orders-fail')).toBe('OK');
});

test('a consumer that is refused rings for its refusals and for being behind', async () => {
  const FunctionName = await functionNamed(backend, 'publish-changes');
  await backend.clients.functions.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
  );
  await warehouse.take(await warehouse.open(), 1);
  await backend.pass({ minutes: 6 });
  expect(await alarms.stateOf('live-changes-lag')).toBe('ALARM');
  expect(await alarms.stateOf('functions-throttled')).toBe('ALARM');

  await backend.clients.functions.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await backend.pass({ minutes: 8 });
  expect(await alarms.stateOf('live-changes-lag')).toBe('OK');
  expect(await alarms.stateOf('functions-throttled')).toBe('OK');
});

describe('what was counted', () => {
  test('is read by the minute', async () => {
    const client = alarms.client;
    await warehouse.take(await warehouse.open(), 1);
    await backend.pass({ minutes: 1 });
    const now = backend.clock.now();
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 60_000),
        EndTime: new Date(now),
        MetricDataQueries: [
          {
            Id: 'started',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/States',
                MetricName: 'ExecutionsStarted',
                Dimensions: [{ Name: 'StateMachineArn', Value: backend.outputs.custom.reserveStockArn }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    expect(MetricDataResults).toMatchObject([{ Id: 'started', Values: [1], Timestamps: [expect.any(Date)] }]);
  });

  test('stands on a dashboard, below all alarms', async () => {
    const { DashboardBody = '{}' } = await alarms.client.send(
      new GetDashboardCommand({ DashboardName: backend.outputs.custom.dashboardName }),
    );
    const { widgets } = JSON.parse(DashboardBody) as { widgets: { type: string; properties: { alarms?: string[] } }[] };
    const all = (await alarms.all()).map(({ AlarmArn }) => AlarmArn);
    expect(widgets.flatMap(({ properties }) => properties.alarms ?? []).sort()).toEqual(all.sort());
    expect(widgets.filter(({ type }) => type === 'metric')).toHaveLength(8);
  });
});
