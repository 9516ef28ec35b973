import { describe, expect, it } from 'vitest';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Call, Service } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { scheduleTargets } from '../../wiring/schedule-to-target.ts';
import { createSqs } from '../sqs/sqs.ts';
import { createScheduler } from './scheduler.ts';

type Output = Record<string, unknown>;
const RoleArn = 'arn:aws:iam::000000000000:role/schedule';
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:generate';
const target = { Arn: functionArn, RoleArn, Input: '{"n":1}' };

async function open(parts: Parameters<typeof testHouse>[0] = {}, laterMilliseconds = 0) {
  const house = testHouse(parts);
  await house.clock.advanceTo(house.clock.now() + laterMilliseconds);
  const scheduler = createScheduler(house, scheduleTargets(house));
  const invoked: Call[] = [];
  const state: { error?: Error } = {};
  const lambda: Service = {
    name: 'lambda',
    protocol: { kind: 'json', targets: [] },
    operations: {
      Invoke(_input, call) {
        invoked.push(call);
        if (state.error) throw state.error;
        return {};
      },
    },
  };
  for (const service of [scheduler, lambda, createSqs(house)]) house.add(service);
  await scheduler.start?.();
  const call = <T = Output>(operation: string, input: Output = {}, service = 'scheduler') =>
    house.aws.call<T>({ service, operation, input, principal: { kind: 'account' } });
  const create = (more: Output = {}) =>
    call('CreateSchedule', {
      Name: 's',
      ScheduleExpression: 'rate(1 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: target,
      ...more,
    });
  const idle = () => house.activity.idle();
  const pass = (seconds: number) => house.clock.advanceTo(house.clock.now() + seconds * 1000, idle);
  return { house, scheduler, invoked, state, call, create, pass };
}

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AwsError ? error.code : error;
};

describe('when schedules fire', () => {
  it('a rate at once and then at its intervals, under the role of its target', async () => {
    const { create, pass, invoked } = await open();
    await create();
    await pass(0);
    expect(invoked).toHaveLength(1);
    await pass(180);
    expect(invoked).toHaveLength(4);
    expect(invoked[0]).toMatchObject({
      input: { FunctionName: functionArn, InvocationType: 'Event', Payload: Buffer.from('{"n":1}') },
      principal: { kind: 'role', roleArn: RoleArn, sessionName: 's' },
    });
  });

  it('not while disabled, and again after an update enables it', async () => {
    const { create, pass, invoked, call } = await open();
    await create({ State: 'DISABLED', Description: 'sample orders' });
    await pass(600);
    expect(invoked).toHaveLength(0);
    await call('UpdateSchedule', {
      Name: 's',
      ScheduleExpression: 'rate(1 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: target,
    });
    await pass(60);
    expect(invoked).toHaveLength(2);
    const now = await call('GetSchedule', { Name: 's' });
    expect([now.State, now.Description]).toEqual(['ENABLED', undefined]);
  });

  it('a cron in its time zone', async () => {
    const { create, pass, invoked } = await open();
    await create({ ScheduleExpression: 'cron(0 12 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });
    await pass(2 * 3600 - 1);
    expect(invoked).toHaveLength(0);
    await pass(1);
    expect(invoked).toHaveLength(1);
  });

  it('at() once, and is gone afterwards if it says so', async () => {
    const { create, pass, invoked, call } = await open();
    await create({ ScheduleExpression: 'at(2026-01-05T10:00:00)', ActionAfterCompletion: 'DELETE' });
    await pass(7200);
    expect(invoked).toHaveLength(1);
    expect(await codeOf(call('GetSchedule', { Name: 's' }))).toBe('ResourceNotFoundException');
  });

  it('between start and end', async () => {
    const { create, pass, invoked, house } = await open();
    const start = house.clock.now() / 1000 + 300;
    await create({ StartDate: start, EndDate: start + 120 });
    await pass(299);
    expect(invoked).toHaveLength(0);
    await pass(3600);
    expect(invoked).toHaveLength(3);
  });
});

describe('restart over the same store', () => {
  it('goes on, and makes up once for what was missed', async () => {
    const before = await open();
    await before.create();
    await before.pass(60);
    await before.scheduler.stop?.();
    const after = await open({ store: before.house.store }, 600_000);
    await after.pass(0);
    expect(after.invoked).toHaveLength(1);
    await after.pass(60);
    expect(after.invoked).toHaveLength(2);
  });

  it('drops what is older than the event age', async () => {
    const before = await open();
    await before.create({
      Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
      ScheduleExpression: 'at(2026-01-05T09:05:00)',
    });
    await before.scheduler.stop?.();
    const after = await open({ store: before.house.store }, 600_000);
    await after.pass(60);
    expect(after.invoked).toHaveLength(0);
  });
});

describe('targets', () => {
  it('fills in what it knows of the invocation', async () => {
    const { create, pass, invoked } = await open();
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","arn":"<aws.scheduler.schedule-arn>","try":<aws.scheduler.attempt-number>}';
    await create({ Target: { ...target, Input } });
    await pass(0);
    const payload = JSON.parse(String(invoked[0]?.input.Payload));
    expect(payload).toEqual({
      at: '2026-01-05T09:00:00Z',
      arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/s',
      try: 1,
    });
  });

  it('sends to a queue; retries; ends in the dead-letter queue', async () => {
    const { create, pass, call, state, invoked } = await open();
    const { QueueUrl } = await call('CreateQueue', { QueueName: 'dead' }, 'sqs');
    state.error = new AwsError('ServiceException', 'busy', { status: 500 });
    const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' };
    await create({
      ScheduleExpression: 'at(2026-01-05T09:01:00)',
      Target: { ...target, DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 1 } },
    });
    await pass(120);
    expect(invoked).toHaveLength(2);
    const { Messages } = await call<{ Messages: { MessageAttributes: Output }[] }>(
      'ReceiveMessage',
      { QueueUrl, MessageAttributeNames: ['All'] },
      'sqs',
    );
    expect(Messages[0]?.MessageAttributes).toMatchObject({
      SCHEDULE_ARN: { StringValue: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/s' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
    });
  });
});

describe('the API', () => {
  it.each([
    ['a bad expression', { ScheduleExpression: 'rate(1 fortnight)' }, 'ValidationException'],
    ['a bad time zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, 'ValidationException'],
    ['no window', { FlexibleTimeWindow: undefined }, 'ValidationException'],
    ['no role', { Target: { Arn: functionArn } }, 'ValidationException'],
    ['input that is no JSON', { Target: { ...target, Input: 'x' } }, 'ValidationException'],
    [
      'a universal target',
      { Target: { ...target, Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' } },
      'UnsupportedOperation',
    ],
    ['an unknown group', { GroupName: 'none' }, 'ResourceNotFoundException'],
    ['a key', { KmsKeyArn: 'arn:aws:kms:x' }, 'UnsupportedOperation'],
  ])('refuses %s', async (_title, more, code) => {
    expect(await codeOf((await open()).create(more))).toBe(code);
  });

  it('keeps names unique within a group and lists by group, prefix and state', async () => {
    const { create, call } = await open();
    await call('CreateScheduleGroup', { Name: 'g' });
    await create();
    await create({ GroupName: 'g', State: 'DISABLED' });
    expect(await codeOf(create())).toBe('ConflictException');
    const names = async (input: Output) =>
      (await call<{ Schedules: { GroupName: string }[] }>('ListSchedules', input)).Schedules.map(
        ({ GroupName }) => GroupName,
      );
    expect(await names({})).toEqual(['default', 'g']);
    expect(await names({ ScheduleGroup: 'g' })).toEqual(['g']);
    expect(await names({ State: 'ENABLED', NamePrefix: 's' })).toEqual(['default']);
    await call('DeleteScheduleGroup', { Name: 'g' });
    expect(await names({})).toEqual(['default']);
    await call('DeleteSchedule', { Name: 's', groupName: 'default' });
    expect(await names({})).toEqual([]);
  });

  it('answers times in seconds', async () => {
    const { create, call, house } = await open();
    await create();
    expect(await call('GetSchedule', { Name: 's' })).toMatchObject({
      CreationDate: house.clock.now() / 1000,
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'NONE',
    });
  });
});

describe('CloudFormation', () => {
  it('makes, updates in place and deletes a schedule', async () => {
    const { scheduler, call } = await open();
    const context = { stackId: 's', stackName: 'stack', logicalId: 'S', tags: {}, generateName: () => 'stack-S-X' };
    const provider = scheduler.resources?.['AWS::Scheduler::Schedule'];
    if (!provider?.update) throw new Error('no provider');
    const properties = {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'DISABLED',
      Target: target,
    };
    const state = await provider.create(properties, context);
    expect(state).toEqual({
      physicalId: 'stack-S-X',
      attributes: { Arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/stack-S-X' },
    });
    await provider.update(state, { ...properties, ScheduleExpression: 'rate(2 minutes)' }, properties, context);
    expect(await call('GetSchedule', { Name: 'stack-S-X' })).toMatchObject({ ScheduleExpression: 'rate(2 minutes)' });
    await provider.delete(state, properties, context);
    expect(await codeOf(call('GetSchedule', { Name: 'stack-S-X' }))).toBe('ResourceNotFoundException');
  });
});
