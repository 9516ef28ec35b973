import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../clock.ts';
import type { Call } from '../gateway/service.ts';
import { billCall } from './calls.ts';
import { expressGbSeconds, lambdaGbSeconds } from './compute.ts';
import { Usage, type UsageType } from './usage.ts';

const KB = 1024;
const MILLION = 1_000_000;

const billed = (call: Omit<Call, 'principal'>, output: unknown = {}): Partial<Record<UsageType, number>> => {
  const usage = new Usage(new VirtualClock());
  billCall(usage, { principal: { kind: 'account' }, ...call }, output);
  return Object.fromEntries(usage.lines().map(({ usageType, amount }) => [usageType, amount]));
};

describe("AWS's own pricing examples", () => {
  it('Lambda, example 1: three million runs of a second with 512 MB are 1.5 million GB-seconds', () => {
    expect(3 * MILLION * lambdaGbSeconds(512, 1000)).toBe(1_500_000);
  });

  it('Lambda, example 2: thirty million runs of 200 ms with 128 MB are 750,000 GB-seconds', () => {
    expect(30 * MILLION * lambdaGbSeconds(128, 200)).toBe(750_000);
  });

  it('Lambda: by the millisecond, a started one as a whole', () => {
    expect(lambdaGbSeconds(1024, 1.2)).toBe(0.002);
    expect(lambdaGbSeconds(1024, 0)).toBe(0.001);
  });

  const run = {
    milliseconds: 10_000,
    definitionBytes: 50 * KB,
    dataBytes: 32 * KB,
    mapOrParallelSteps: 400,
  };

  it('Express: 400 steps over 32 KB stay within 64 MB, and 100 million of ten seconds are 62.5 million GB-seconds', () => {
    expect(100 * MILLION * expressGbSeconds(run)).toBe(62_500_000);
  });

  it('Express: by 64 MB and by 100 ms, a started one as a whole', () => {
    expect(expressGbSeconds({ ...run, mapOrParallelSteps: 500, milliseconds: 101 })).toBe((128 / 1024) * 0.2);
    expect(expressGbSeconds({ ...run, mapOrParallelSteps: 0, milliseconds: 0 })).toBe((64 / 1024) * 0.1);
  });

  it('EventBridge: an event of 256 KB is four events', () => {
    const overhead = 'com.orders'.length + 'placed'.length;
    const entry = { Source: 'com.orders', DetailType: 'placed', Detail: 'x'.repeat(256 * KB - overhead) };
    const call = { service: 'events', operation: 'PutEvents', input: { Entries: [entry] } };
    expect(billed(call, { Entries: [{ EventId: '1' }] })).toEqual({ 'events/custom-event': 4 });
  });

  it('SQS: a message of 256 KB is four requests, sent and received', () => {
    const text = 'x'.repeat(256 * KB);
    const QueueUrl = 'http://127.0.0.1:4566/000000000000/orders';
    const send = { service: 'sqs', operation: 'SendMessage', input: { QueueUrl, MessageBody: text } };
    expect(billed(send)).toEqual({ 'sqs/request': 4 });
    const receive = { service: 'sqs', operation: 'ReceiveMessage', input: { QueueUrl } };
    expect(billed(receive, { Messages: [{ Body: text }] })).toEqual({ 'sqs/request': 4 });
  });

  it('SNS: a message of 256 KB is four requests', () => {
    const input = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:news', Message: 'x'.repeat(256 * KB) };
    expect(billed({ service: 'sns', operation: 'Publish', input })).toEqual({ 'sns/request': 4 });
  });
});

describe('events', () => {
  const put = (entries: object[], results: object[]) =>
    billed({ service: 'events', operation: 'PutEvents', input: { Entries: entries } }, { Entries: results });

  it('count one each, however many go in a call', () => {
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}' };
    expect(put([entry, entry], [{ EventId: '1' }, { EventId: '2' }])).toEqual({ 'events/custom-event': 2 });
  });

  it('cost nothing when AWS sent them, or when the bus did not take them', () => {
    const own = { Source: 'aws.states', DetailType: 'b', Detail: '{}' };
    const bad = { Source: 'a', DetailType: 'b', Detail: 'no JSON' };
    expect(put([own, bad], [{ EventId: '1' }, { ErrorCode: 'MalformedDetail' }])).toEqual({});
  });
});

describe('queues', () => {
  const QueueUrl = 'http://127.0.0.1:4566/000000000000/orders';
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: 'x'.repeat(8 * KB) }));
  const sendBatch = { service: 'sqs', operation: 'SendMessageBatch', input: { QueueUrl, Entries } };

  it('bill a batch as one request for each 64 KB of it', () => {
    expect(billed(sendBatch)).toEqual({ 'sqs/request': 2 });
  });

  it('bill every message that a service delivers', () => {
    expect(billed({ ...sendBatch, billed: 'by-entry' })).toEqual({ 'sqs/request': 10 });
  });

  it('bill a receive that finds nothing, and a batch of deletions, as one', () => {
    expect(billed({ service: 'sqs', operation: 'ReceiveMessage', input: { QueueUrl } })).toEqual({ 'sqs/request': 1 });
    const remove = { service: 'sqs', operation: 'DeleteMessageBatch', input: { QueueUrl, Entries } };
    expect(billed(remove)).toEqual({ 'sqs/request': 1 });
  });

  it('have another price when they are in order', () => {
    const call = {
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl: `${QueueUrl}.fifo`, MessageBody: 'x' },
    };
    expect(billed(call)).toEqual({ 'sqs/fifo-request': 1 });
  });
});

it('log data counts by the bytes of its text', () => {
  const input = { logGroupName: 'g', logEvents: [{ message: 'grün' }, { message: 'ab' }] };
  expect(billed({ service: 'logs', operation: 'PutLogEvents', input })).toEqual({ 'logs/byte': 7 });
});

it("reading a stream costs a unit a call, and Lambda's own reading nothing", () => {
  const ShardIterator = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/1|1|x';
  const read = { service: 'dynamodb', operation: 'GetRecords', input: { ShardIterator } };
  expect(billed(read)).toEqual({ 'dynamodb/stream-read-unit': 1 });
  expect(billed({ ...read, billed: 'not' })).toEqual({});
});

it('what AWS does not bill by call is not counted', () => {
  expect(billed({ service: 'kms', operation: 'Decrypt', input: {} })).toEqual({});
  expect(billed({ service: 'sns', operation: 'Subscribe', input: {} })).toEqual({});
});

describe('what lasts', () => {
  const clock = new VirtualClock();
  const usage = new Usage(clock);
  const amount = () => usage.lines().map((line) => line.amount);

  it('counts up to now, and no further once it has ended', async () => {
    const end = usage.begin('appsync/connection-minute', 'connected', 'api', 2);
    await clock.advanceTo(clock.now() + 90_000);
    expect(amount()).toEqual([3]);
    expect(amount()).toEqual([3]);
    end();
    end();
    await clock.advanceTo(clock.now() + 60_000);
    expect(amount()).toEqual([3]);
  });

  it('adds up under one heading', async () => {
    const ends = [1, 2].map(() => usage.begin('appsync/connection-minute', 'connected', 'api'));
    await clock.advanceTo(clock.now() + 60_000);
    expect(amount()).toEqual([5]);
    for (const end of ends) end();
    expect(amount()).toEqual([5]);
  });
});
