/** What services bill that no API call shows. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { House } from '../gateway/service.ts';
import { World } from '../services/appsync/testing/world.ts';
import { createScheduler } from '../services/scheduler/scheduler.ts';
import { createSns } from '../services/sns/sns.ts';
import {
  FunctionError,
  fixture,
  LAMBDA_INVOKE,
  only,
  runSync,
  startStandard,
} from '../services/step-functions/step-functions-fixture.ts';
import { testHouse } from '../testing/house.ts';
import { connectQueues } from '../wiring/queue-to-lambda.ts';
import { scheduleTargets } from '../wiring/schedule-to-target.ts';
import { wiredHouse } from '../wiring/stream-to-lambda.test-house.ts';
import { topicEndpoints } from '../wiring/topic-to-endpoint.ts';

const billed = ({ usage }: House, service: string): Record<string, number> =>
  Object.fromEntries(
    usage
      .lines()
      .filter(({ usageType }) => usageType.startsWith(`${service}/`))
      .map(({ usageType, operation, resource, amount }) => [`${usageType} ${operation} ${resource}`, amount]),
  );

describe('Step Functions', () => {
  const flaky = () => {
    const at = fixture();
    let failures = 2;
    at.lambda.flaky = () => {
      failures -= 1;
      if (failures >= 0) throw new FunctionError('Flaky', 'not yet');
    };
    return at;
  };
  const tryAgain = {
    Type: 'Task',
    Resource: LAMBDA_INVOKE,
    Arguments: { FunctionName: 'flaky' },
    Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, MaxAttempts: 3 }],
  };

  it('bills a Standard execution by its states, and by their retries', async () => {
    const at = flaky();
    await startStandard(at, {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Next: 'Second' },
        Second: { ...tryAgain, Next: 'Third' },
        Third: { Type: 'Succeed' },
      },
    });
    await at.advance(10);
    expect(Object.values(billed(at.house, 'states'))).toEqual([5]);
  });

  it('bills no state twice when an execution goes on after a restart', async () => {
    const at = fixture();
    await startStandard(at, {
      StartAt: 'Rest',
      States: { Rest: { Type: 'Wait', Seconds: 60, Next: 'Done' }, Done: { Type: 'Succeed' } },
    });
    await at.restart();
    await at.advance(60);
    expect(Object.values(billed(at.house, 'states'))).toEqual([2]);
  });

  it('bills an Express execution by its start, and by its time', async () => {
    const at = flaky();
    const run = runSync(at, only({ ...tryAgain, Retry: [{ ...tryAgain.Retry[0], BackoffRate: 1 }] }));
    await at.advance(1);
    await at.advance(1);
    await run;
    expect(billed(at.house, 'states')).toEqual({
      'states/express-request StartExecution machine': 1,
      'states/express-gb-second StartExecution machine': 2 * (64 / 1024),
    });
  });
});

describe('AppSync', () => {
  it('bills operations, what clients are sent by 5 KB, and the time they are connected', async () => {
    const world = await World.create();
    onTestFinished(() => world.stop());
    const apiId = await world.api(`
      type Query { ping: String }
      type Mutation { change(note: String): Change }
      type Change { note: String }
      type Subscription { onChange: Change @aws_subscribe(mutations: ["change"]) }`);
    await world.echo(apiId, 'Mutation.change');
    const Authorization = await world.pool.token('ada', []);
    const clients = await Promise.all(
      [1, 2].map(() => world.server.connect(apiId, { Authorization, host: 'localhost' })),
    );
    for (const client of clients) {
      await client.next();
      client.start('1', 'subscription { onChange { note } }', {});
      await client.next();
    }
    const change = (note: string) =>
      world.server.post(
        apiId,
        { query: `mutation { change(note: "${note}") { note } }` },
        { authorization: Authorization },
      );
    await change('short');
    await change('x'.repeat(6000));
    await world.server.post(apiId, { query: '{ ping }' }, { authorization: Authorization });
    await world.server.post(apiId, { query: '{ pong }' }, { authorization: Authorization });
    await world.house.clock.advanceTo(world.house.clock.now() + 30_000);
    expect(billed(world.house, 'appsync')).toEqual({
      'appsync/operation Mutation.change api': 2,
      'appsync/operation Query.ping api': 1,
      'appsync/realtime-update connect api': 2,
      'appsync/realtime-update subscribe api': 2,
      'appsync/realtime-update deliver api': 2 * (1 + 2),
      'appsync/connection-minute connected api': 1,
    });
  });
});

describe('Lambda', () => {
  const ARN = 'arn:aws:sqs:us-east-1:000000000000:orders';

  it('bills every run by its memory, by what its log says, and on which processor', async () => {
    const { house, call, createFunction, lambda } = wiredHouse();
    onTestFinished(() => void lambda.stop?.());
    await createFunction('f', 'export const handler = async () => {};', { MemorySize: 2048 });
    await createFunction('g', 'export const handler = async () => { throw new Error(); };', {
      Architectures: ['arm64'],
    });
    for (const FunctionName of ['f', 'f', 'g']) await call('lambda', 'Invoke', { FunctionName });
    const usage = billed(house, 'lambda');
    expect(usage).toMatchObject({ 'lambda/request Invoke f': 2, 'lambda/request Invoke g': 1 });
    const gbSeconds = usage['lambda/gb-second Invoke f'] ?? 0;
    expect(gbSeconds).toBeGreaterThanOrEqual(2 * 0.002);
    expect((gbSeconds * 1000) / 2).toBeCloseTo(Math.round((gbSeconds * 1000) / 2));
    expect(usage['lambda/gb-second-arm Invoke g']).toBeGreaterThan(0);
  });

  it('bills five long polls of an empty queue at a time, and of a full one what was received', async () => {
    const { house, call, createFunction, lambda, sqs, advance } = wiredHouse();
    const wiring = connectQueues(house, lambda, sqs);
    for (const end of [() => wiring.stop(), () => lambda.stop?.(), () => sqs.stop?.()])
      onTestFinished(() => void end());
    wiring.start();
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'orders' });
    await createFunction('f', 'export const handler = async () => {};');
    await call('lambda', 'CreateEventSourceMapping', { FunctionName: 'f', EventSourceArn: ARN });
    await advance(60_000);
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: 'x' }));
    await call('sqs', 'SendMessageBatch', { QueueUrl, Entries });
    await house.activity.idle();
    expect(billed(house, 'sqs')).toMatchObject({
      'sqs/request ReceiveMessage (idle poll) orders': 15,
      'sqs/request SendMessageBatch orders': 1,
      'sqs/request ReceiveMessage orders': 1,
      'sqs/request DeleteMessageBatch orders': 1,
    });
  });
});

it('the scheduler bills every invocation of a target', async () => {
  const house = testHouse();
  const invoke = {
    name: 'lambda',
    protocol: { kind: 'json', targets: [] },
    operations: { Invoke: () => ({}) },
  } as const;
  const scheduler = createScheduler(house, scheduleTargets(house));
  for (const service of [scheduler, invoke]) house.add(service);
  await scheduler.start?.();
  const input = {
    Name: 'every-minute',
    ScheduleExpression: 'rate(1 minutes)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f', RoleArn: 'arn:aws:iam::000000000000:role/r' },
  };
  await house.aws.call({ service: 'scheduler', operation: 'CreateSchedule', input, principal: { kind: 'account' } });
  await house.clock.advanceTo(house.clock.now() + 119_000, () => house.activity.idle());
  expect(billed(house, 'scheduler')).toEqual({ 'scheduler/invocation Invoke every-minute': 2 });
});

it('SNS bills a publish, and every mail that it delivers', async () => {
  const house = testHouse();
  const sns = createSns(house, topicEndpoints(house));
  house.add(sns);
  const call = <T>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service: 'sns', operation, input, principal: { kind: 'account' } });
  const { TopicArn } = await call<{ TopicArn: string }>('CreateTopic', { Name: 'alerts' });
  await call('Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'buyer@example.com' });
  await call('Publish', { TopicArn, Message: 'nobody has confirmed' });
  expect(billed(house, 'sns')).toEqual({ 'sns/request Publish alerts': 1 });
  const outbox = await sns.paths?.['/_outbox']?.({
    ...{ method: 'GET', url: new URL('/_outbox.json', house.url), headers: {}, body: Buffer.alloc(0) },
    ...{ principal: { kind: 'anonymous' }, signal: new AbortController().signal },
  });
  const [{ confirmationToken }] = JSON.parse(String(outbox?.body)).mails;
  await call('ConfirmSubscription', { TopicArn, Token: confirmationToken });
  await call('Publish', { TopicArn, Message: 'somebody has' });
  expect(billed(house, 'sns')).toEqual({ 'sns/request Publish alerts': 2, 'sns/email Deliver alerts': 1 });
});
