import { describe, expect, it } from 'vitest';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Call, Principal, Service } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { ruleTargets } from '../../wiring/rule-to-target.ts';
import { createSqs } from '../sqs/sqs.ts';
import { createEvents } from './events.ts';

type Output = Record<string, unknown>;
const account: Principal = { kind: 'account' };
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** Stands for a service that another part of the house provides: keeps what it was asked, fails when told to. */
function recorder(name: string, operations: string[]) {
  const calls: Call[] = [];
  const state: { error?: Error } = {};
  const handle = (_input: unknown, call: Call) => {
    calls.push(call);
    if (state.error) throw state.error;
    return {};
  };
  const service: Service = {
    name,
    protocol: { kind: 'json', targets: [] },
    operations: Object.fromEntries(operations.map((operation) => [operation, handle])),
  };
  return { calls, state, service };
}

async function open(parts: Parameters<typeof testHouse>[0] = {}) {
  const house = testHouse(parts);
  const events = createEvents(house, ruleTargets(house));
  const states = recorder('states', ['StartExecution']);
  const lambda = recorder('lambda', ['Invoke']);
  for (const service of [createSqs(house), events, states.service, lambda.service]) house.add(service);
  await events.start?.();
  const call = <T = Output>(operation: string, input: Output = {}, principal = account) =>
    house.aws.call<T>({ service: 'events', operation, input, principal });
  const sqs = <T = Output>(operation: string, input: Output) =>
    house.aws.call<T>({ service: 'sqs', operation, input, principal: account });
  const queue = async (QueueName: string) => (await sqs<{ QueueUrl: string }>('CreateQueue', { QueueName })).QueueUrl;
  const bodies = async (QueueUrl: string) => {
    const { Messages = [] } = await sqs<{ Messages?: { Body: string }[] }>('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });
    return Messages.map(({ Body }) => JSON.parse(Body));
  };
  const rule = async (EventPattern: object | undefined, target: Output, more: Output = {}) => {
    await call('PutRule', { Name: 'r', EventPattern: EventPattern && JSON.stringify(EventPattern), ...more });
    await call('PutTargets', { Rule: 'r', EventBusName: more.EventBusName, Targets: [{ Id: 't', ...target }] });
  };
  const put = (Detail: unknown, more: Output = {}, principal = account) =>
    call<{ FailedEntryCount: number; Entries: Output[] }>(
      'PutEvents',
      {
        Entries: [{ Source: 'com.orders', DetailType: 'new-order-received', Detail: JSON.stringify(Detail), ...more }],
      },
      principal,
    );
  const idle = () => house.activity.idle();
  const pass = (seconds: number) => house.clock.advanceTo(house.clock.now() + seconds * 1000, idle);
  return { house, events, states, lambda, call, sqs, queue, bodies, rule, put, idle, pass };
}

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AwsError ? error.code : error;
};

describe('PutEvents', () => {
  it('delivers the whole event to the queue of a matching rule, and nothing else', async () => {
    const { queue, rule, put, idle, bodies } = await open();
    const url = await queue('orders');
    await rule(
      { 'detail-type': ['new-order-received'], detail: { quantity: [{ numeric: ['>', 0] }] } },
      { Arn: queueArn('orders') },
    );
    const { Entries } = await put({ quantity: 2 }, { Resources: ['arn:x'], Time: 1_700_000_000 });
    await put({ quantity: 0 });
    await idle();
    expect(await bodies(url)).toEqual([
      {
        version: '0',
        id: Entries[0]?.EventId,
        'detail-type': 'new-order-received',
        source: 'com.orders',
        account: '000000000000',
        time: '2023-11-14T22:13:20Z',
        region: 'us-east-1',
        resources: ['arn:x'],
        detail: { quantity: 2 },
      },
    ]);
  });

  it('answers for each entry on its own', async () => {
    const { call } = await open();
    const good = { Source: 'com.orders', DetailType: 'd', Detail: '{}' };
    const Entries = [
      good,
      { ...good, Detail: 'no' },
      { ...good, Detail: '[]' },
      { ...good, Source: undefined },
      { ...good, Source: 'aws.states' },
      { ...good, EventBusName: 'nowhere' },
    ];
    const result = await call<{ FailedEntryCount: number; Entries: { ErrorCode?: string }[] }>('PutEvents', {
      Entries,
    });
    expect(result.FailedEntryCount).toBe(4);
    expect(result.Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      undefined,
    ]);
  });

  it('lets an AWS service use its own source', async () => {
    const { put } = await open();
    const result = await put({}, { Source: 'aws.states' }, { kind: 'service', service: 'states.amazonaws.com' });
    expect(result.FailedEntryCount).toBe(0);
  });

  it.each([
    ['no entries', []],
    ['eleven entries', Array.from({ length: 11 }, () => ({ Source: 's', DetailType: 'd', Detail: '{}' }))],
    ['more than 1 MiB', [{ Source: 's', DetailType: 'd', Detail: JSON.stringify('x'.repeat(1_048_576)) }]],
  ])('refuses %s', async (_title, Entries) => {
    expect(await codeOf((await open()).call('PutEvents', { Entries }))).toBe('ValidationException');
  });

  it('coalesces ten entries into one batch', async () => {
    const { call, house, rule, queue, idle } = await open();
    await queue('orders');
    await rule({ source: ['s'] }, { Arn: queueArn('orders') });
    const seen: string[] = [];
    const { call: through } = house.aws;
    house.aws.call = (given) => {
      seen.push(given.operation);
      return through.call(house.aws, given) as never;
    };
    await call('PutEvents', {
      Entries: Array.from({ length: 10 }, () => ({ Source: 's', DetailType: 'd', Detail: '{}' })),
    });
    await idle();
    expect(seen).toEqual(['PutEvents', 'SendMessageBatch']);
  });
});

describe('targets', () => {
  it('starts an execution under the role of the target', async () => {
    const { rule, put, idle, states } = await open();
    const Arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:po';
    await rule(
      { source: ['com.orders'] },
      { Arn, RoleArn: 'arn:aws:iam::000000000000:role/start', InputPath: '$.detail' },
    );
    await put({ productId: 'tv' });
    await idle();
    expect(states.calls[0]).toMatchObject({
      input: { stateMachineArn: Arn, input: '{"productId":"tv"}' },
      principal: { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/start', sessionName: 'r' },
    });
  });

  it('invokes a function asynchronously as EventBridge', async () => {
    const { rule, put, idle, lambda } = await open();
    await rule(
      { source: ['com.orders'] },
      { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f', Input: '{"fixed":true}' },
    );
    await put({});
    await idle();
    expect(lambda.calls[0]).toMatchObject({
      input: { InvocationType: 'Event', Payload: Buffer.from('{"fixed":true}') },
      principal: {
        kind: 'service',
        service: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
      },
    });
  });

  it.each([
    [
      '{"order": <id>, "all": <detail>, "note": "order <id> of <n>, <gone>"}',
      { order: 'o"1', all: { id: 'o"1', n: 2 }, note: 'order o"1 of 2, ' },
    ],
    ['"<id> by <aws.events.rule-name>"', 'o"1 by r'],
    ['{"missing": <gone>}', { missing: null }],
    ['<aws.events.event.json>', expect.objectContaining({ source: 'com.orders' })],
  ])('transforms its input: %s', async (InputTemplate, expected) => {
    const { rule, put, idle, queue, bodies } = await open();
    const url = await queue('orders');
    const InputPathsMap = { id: '$.detail.id', n: '$.detail.n', detail: '$.detail', gone: '$.detail.gone' };
    await rule(
      { source: ['com.orders'] },
      { Arn: queueArn('orders'), InputTransformer: { InputPathsMap, InputTemplate } },
    );
    await put({ id: 'o"1', n: 2 });
    await idle();
    expect(await bodies(url)).toEqual([expected]);
  });

  it('passes events on to another bus', async () => {
    const { call, rule, put, idle, queue, bodies } = await open();
    const url = await queue('orders');
    const { EventBusArn } = await call('CreateEventBus', { Name: 'shop' });
    await rule({ source: ['com.orders'] }, { Arn: EventBusArn });
    await rule({ source: ['com.orders'] }, { Arn: queueArn('orders') }, { EventBusName: 'shop' });
    await put({ a: 1 });
    await idle();
    expect(await bodies(url)).toMatchObject([{ source: 'com.orders', detail: { a: 1 } }]);
  });

  it.each([
    ['an unknown kind of target', { Arn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' }, 'UnsupportedOperation'],
    ['parameters of another kind', { Arn: queueArn('q'), EcsParameters: {} }, 'UnsupportedOperation'],
    [
      'a state machine without a role',
      { Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:x' },
      'ValidationException',
    ],
    ['two inputs', { Arn: queueArn('q'), Input: '{}', InputPath: '$' }, 'ValidationException'],
    ['input that is no JSON', { Arn: queueArn('q'), Input: 'x' }, 'ValidationException'],
    [
      'a template that is no JSON',
      { Arn: queueArn('q'), InputTransformer: { InputTemplate: '{"a": ' } },
      'ValidationException',
    ],
  ])('refuses %s', async (_title, target, code) => {
    const { rule } = await open();
    expect(await codeOf(rule({ source: ['s'] }, target))).toBe(code);
  });
});

describe('retries and dead letters', () => {
  const target = {
    Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    DeadLetterConfig: { Arn: queueArn('dead') },
    RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
  };
  const letters = async ({ sqs }: { sqs: Awaited<ReturnType<typeof open>>['sqs'] }, QueueUrl: string) =>
    (
      await sqs<{ Messages?: { MessageAttributes: Record<string, { StringValue: string }> }[] }>('ReceiveMessage', {
        QueueUrl,
        MessageAttributeNames: ['All'],
      })
    ).Messages?.map(({ MessageAttributes }) =>
      Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
    );

  it('retries what may pass, then puts the event into the dead-letter queue with the reason', async () => {
    const at = await open();
    const dead = await at.queue('dead');
    await at.rule({ source: ['com.orders'] }, target);
    at.lambda.state.error = new AwsError('ServiceException', 'busy', { status: 500 });
    await at.put({});
    await at.idle();
    expect(at.lambda.calls).toHaveLength(1);
    await at.pass(10);
    expect(at.lambda.calls).toHaveLength(3);
    expect(await letters(at, dead)).toEqual([
      {
        RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/r',
        TARGET_ARN: target.Arn,
        ERROR_CODE: 'INTERNAL_ERROR',
        ERROR_MESSAGE: 'busy',
        RETRY_ATTEMPTS: '2',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      },
    ]);
  });

  it('does not retry what the target refuses', async () => {
    const at = await open();
    const dead = await at.queue('dead');
    await at.rule({ source: ['com.orders'] }, target);
    at.lambda.state.error = new AwsError('ResourceNotFoundException', 'no function', { status: 404 });
    await at.put({});
    await at.idle();
    expect(await letters(at, dead)).toMatchObject([{ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' }]);
  });

  it('counts what failed for good, and whether the dead-letter queue took it', async () => {
    const at = await open();
    const counted = (name: string) =>
      at.house.meter
        .points({ namespace: 'AWS/Events', name, dimensions: { RuleName: 'r' } }, 0, Number.POSITIVE_INFINITY)
        .reduce((sum, [, point]) => sum + point.sum, 0);
    await at.rule({ source: ['com.orders'] }, target);
    at.lambda.state.error = new AwsError('ResourceNotFoundException', 'no function', { status: 404 });
    await at.put({});
    await at.idle();
    expect([counted('FailedInvocations'), counted('InvocationsFailedToBeSentToDlq')]).toEqual([1, 1]);
    await at.queue('dead');
    await at.put({});
    await at.idle();
    expect([counted('FailedInvocations'), counted('InvocationsSentToDlq')]).toEqual([2, 1]);
  });

  it('delivers after a restart what was accepted before it', async () => {
    const before = await open();
    const url = await before.queue('orders');
    await before.rule({ source: ['com.orders'] }, { Arn: queueArn('orders') });
    await before.put({ n: 1 });
    await before.events.stop?.();
    const after = await open({ store: before.house.store });
    await after.idle();
    expect(await after.bodies(url)).toMatchObject([{ detail: { n: 1 } }]);
  });
});

describe('rules', () => {
  it('are described, listed, switched off and deleted once they have no targets', async () => {
    const { call, rule, put, idle, queue, bodies } = await open();
    const url = await queue('orders');
    await rule({ source: ['com.orders'] }, { Arn: queueArn('orders') });
    await call('DisableRule', { Name: 'r' });
    expect(await call('DescribeRule', { Name: 'r' })).toMatchObject({
      State: 'DISABLED',
      EventPattern: '{"source":["com.orders"]}',
    });
    await put({});
    await idle();
    expect(await bodies(url)).toEqual([]);
    expect(await codeOf(call('DeleteRule', { Name: 'r' }))).toBe('ValidationException');
    await call('RemoveTargets', { Rule: 'r', Ids: ['t'] });
    await call('DeleteRule', { Name: 'r' });
    expect(await codeOf(call('DescribeRule', { Name: 'r' }))).toBe('ResourceNotFoundException');
  });

  it.each([
    ['a bad pattern', { EventPattern: '{"source":"x"}' }, 'InvalidEventPatternException'],
    ['neither pattern nor schedule', {}, 'ValidationException'],
    [
      'a schedule on another bus',
      { EventBusName: 'shop', ScheduleExpression: 'rate(1 minute)' },
      'ValidationException',
    ],
    ['a bad schedule', { ScheduleExpression: 'rate(1 minutes)' }, 'ValidationException'],
    ["at(), which is Scheduler's", { ScheduleExpression: 'at(2026-01-06T00:00:00)' }, 'ValidationException'],
    ['an unknown bus', { EventBusName: 'none', EventPattern: '{"a":[1]}' }, 'ResourceNotFoundException'],
  ])('refuse %s', async (_title, input, code) => {
    const { call } = await open();
    await call('CreateEventBus', { Name: 'shop' });
    expect(await codeOf(call('PutRule', { Name: 'r', ...input }))).toBe(code);
  });

  it('fire on their schedule, and once for what a restart missed', async () => {
    const before = await open();
    const url = await before.queue('ticks');
    await before.rule(undefined, { Arn: queueArn('ticks') }, { ScheduleExpression: 'rate(5 minutes)' });
    await before.pass(299);
    expect(await before.bodies(url)).toEqual([]);
    await before.pass(1);
    expect(await before.bodies(url)).toMatchObject([
      { source: 'aws.events', 'detail-type': 'Scheduled Event', time: '2026-01-05T09:05:00Z', detail: {} },
    ]);
    await before.sqs('PurgeQueue', { QueueUrl: url });
    await before.events.stop?.();
    const late = testHouse({ store: before.house.store });
    await late.clock.advanceTo(late.clock.now() + 3600_000 + 1000);
    const events = createEvents(late, ruleTargets(late));
    for (const service of [createSqs(late), events]) late.add(service);
    await events.start?.();
    await late.clock.advanceTo(late.clock.now(), () => late.activity.idle());
    const { Messages = [] } = await late.aws.call<{ Messages?: unknown[] }>({
      service: 'sqs',
      operation: 'ReceiveMessage',
      input: { QueueUrl: url, MaxNumberOfMessages: 10 },
      principal: account,
    });
    expect(Messages).toHaveLength(1);
  });

  it('are tested by TestEventPattern', async () => {
    const { call } = await open();
    const Event = JSON.stringify({
      id: '1',
      account: '1',
      source: 's',
      time: 't',
      region: 'r',
      resources: [],
      'detail-type': 'd',
      detail: {},
    });
    expect(await call('TestEventPattern', { EventPattern: '{"source":["s"]}', Event })).toEqual({ Result: true });
    expect(await codeOf(call('TestEventPattern', { EventPattern: '{"source":["s"]}', Event: '{}' }))).toBe(
      'ValidationException',
    );
  });
});

describe('CloudFormation', () => {
  const context = { stackId: 's', stackName: 'stack', logicalId: 'Rule', tags: {}, generateName: () => 'stack-Rule-X' };

  it('names a rule on its own bus by both, keeps nothing of a refused one', async () => {
    const { events, call } = await open();
    const resources = events.resources ?? {};
    const bus = await resources['AWS::Events::EventBus']?.create({ Name: 'shop' }, context);
    expect(bus).toMatchObject({
      physicalId: 'shop',
      attributes: { Name: 'shop', Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/shop' },
    });
    const properties = {
      EventBusName: 'shop',
      EventPattern: { source: ['x'] },
      Targets: [{ Id: 't', Arn: queueArn('q') }],
    };
    const rule = await resources['AWS::Events::Rule']?.create(properties, context);
    expect(rule).toEqual({
      physicalId: 'shop|stack-Rule-X',
      attributes: { Arn: 'arn:aws:events:us-east-1:000000000000:rule/shop/stack-Rule-X' },
    });
    const bad = { ...properties, Name: 'bad', Targets: [{ Id: 't', Arn: 'arn:aws:kinesis:x:1:stream/s' }] };
    expect(await codeOf(resources['AWS::Events::Rule']?.create(bad, context) ?? Promise.resolve())).toBe(
      'UnsupportedOperation',
    );
    expect((await call<{ Rules: unknown[] }>('ListRules', { EventBusName: 'shop' })).Rules).toHaveLength(1);
    if (rule) await resources['AWS::Events::Rule']?.delete(rule, properties, context);
    if (bus) await resources['AWS::Events::EventBus']?.delete(bus, {}, context);
    expect((await call<{ EventBuses: unknown[] }>('ListEventBuses')).EventBuses).toHaveLength(1);
  });
});
