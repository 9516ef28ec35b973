import { describe, expect, it } from 'vitest';
import type { ResourceContext } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { filterPattern } from './filter-pattern.ts';
import { EVENTS_PER_GROUP } from './log-book.ts';
import { createLogs } from './logs.ts';

const start = (house = testHouse()) => {
  const logs = createLogs(house);
  house.add(logs);
  const call = <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service: 'logs', operation, input, principal: { kind: 'account' } });
  return { house, logs, call };
};

type Events = { events: { message: string; eventId?: string }[]; nextToken?: string };

const written = async (messages: string[]) => {
  const started = start();
  await started.call('CreateLogGroup', { logGroupName: '/aws/lambda/f' });
  await started.call('CreateLogStream', { logGroupName: '/aws/lambda/f', logStreamName: 's' });
  const timestamp = started.house.clock.now();
  await started.call('PutLogEvents', {
    logGroupName: '/aws/lambda/f',
    logStreamName: 's',
    logEvents: messages.map((message) => ({ timestamp, message })),
  });
  return started;
};

describe('events', () => {
  it('are found by a pattern, page by page', async () => {
    const { call } = await written(['ERROR one', 'fine', 'ERROR two', 'ERROR three']);
    const input = { logGroupName: '/aws/lambda/f', filterPattern: 'ERROR', limit: 2 };
    const first = await call<Events>('FilterLogEvents', input);
    expect(first.events.map((each) => each.message)).toEqual(['ERROR one', 'ERROR two']);
    const second = await call<Events>('FilterLogEvents', { ...input, nextToken: first.nextToken });
    expect(second.events.map((each) => each.message)).toEqual(['ERROR three']);
    expect(second.nextToken).toBeUndefined();
  });

  it('are read from either end of a stream', async () => {
    const { call } = await written(['1', '2', '3']);
    const stream = { logGroupName: '/aws/lambda/f', logStreamName: 's', limit: 2 };
    const tail = await call<Events & { nextForwardToken: string }>('GetLogEvents', stream);
    expect(tail.events.map((each) => each.message)).toEqual(['2', '3']);
    const head = await call<Events & { nextForwardToken: string }>('GetLogEvents', { ...stream, startFromHead: true });
    expect(head.events.map((each) => each.message)).toEqual(['1', '2']);
    const next = await call<Events>('GetLogEvents', { ...stream, nextToken: head.nextForwardToken });
    expect(next.events.map((each) => each.message)).toEqual(['3']);
  });

  it('survive a restart once flushed, and the oldest make room', async () => {
    const many = Array.from({ length: EVENTS_PER_GROUP + 2000 }, (_, index) => String(index));
    const { house, logs } = await written(many);
    await logs.stop?.();
    const again = start(house);
    const { events } = await again.call<Events>('FilterLogEvents', { logGroupName: '/aws/lambda/f' });
    expect(events.length).toBe(EVENTS_PER_GROUP);
    expect(events.at(-1)?.message).toBe(many.at(-1));
  });

  it('older than the retention are gone', async () => {
    const { house, call } = await written(['old']);
    await call('PutRetentionPolicy', { logGroupName: '/aws/lambda/f', retentionInDays: 1 });
    await house.clock.advanceTo(house.clock.now() + 2 * 86_400_000);
    expect(await call('FilterLogEvents', { logGroupName: '/aws/lambda/f' })).toMatchObject({ events: [] });
  });

  it('of a group that does not exist are an error', async () => {
    const { call } = start();
    await expect(call('FilterLogEvents', { logGroupName: 'none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});

describe('filter patterns', () => {
  it.each([
    ['ERROR fatal', 'an ERROR, fatal', true],
    ['ERROR fatal', 'an ERROR', false],
    ['"two words"', 'has two words', true],
    ['"two words"', 'has words two', false],
    ['?a1 ?b1', 'x b1', true],
    ['?a1 ?b1', 'x', false],
    ['ERROR -skip', 'ERROR skip', false],
    ['', 'anything', true],
  ])('%s on "%s": %s', (pattern, message, matches) => {
    expect(filterPattern(pattern)(message)).toBe(matches);
  });

  it.each(['{ $.level = "x" }', '[a, b]', '%[0-9]+%'])('%s is refused', (pattern) => {
    expect(() => filterPattern(pattern)).toThrow('does not support');
  });
});

describe('AWS::Logs::LogGroup', () => {
  it('is created with its retention, updated and deleted', async () => {
    const { logs, call } = start();
    const provider = logs.resources?.['AWS::Logs::LogGroup'];
    const context = { tags: {}, generateName: () => 'generated' } as unknown as ResourceContext;
    const state = await provider?.create({ RetentionInDays: 7 }, context);
    expect(state).toEqual({
      physicalId: 'generated',
      attributes: { Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:generated:*' },
    });
    expect(await call('DescribeLogGroups', {})).toMatchObject({ logGroups: [{ retentionInDays: 7 }] });
    if (state) await provider?.delete(state, {}, context);
    expect(await call('DescribeLogGroups', {})).toEqual({ logGroups: [] });
  });
});
