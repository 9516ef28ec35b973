import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../gateway/aws-error.ts';
import type { Operation } from '../gateway/service.ts';
import type { Polling } from './polling.ts';
import { connectQueues } from './queue-to-lambda.ts';
import { failedIdentifiers } from './queue-to-lambda-response.ts';
import { RECORDER, wiredHouse } from './stream-to-lambda.test-house.ts';
import type { Wiring } from './stream-to-lambda-mappings.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:orders';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Batch = { body: string; messageId: string }[];

const start = async (
  body: string,
  mapping: Record<string, unknown> = {},
  queue: Record<string, string> = {},
  polling?: Polling,
) => {
  const wired = wiredHouse();
  const wiring: Wiring = connectQueues(wired.house, wired.lambda, wired.sqs, polling);
  ends.push(
    () => wiring.stop(),
    () => wired.lambda.stop?.(),
    () => wired.sqs.stop?.(),
  );
  wiring.start();
  const { QueueUrl } = await wired.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
    QueueName: 'orders',
    Attributes: queue,
  });
  await wired.createFunction('f', RECORDER(body));
  const created = await wired.call<{ UUID: string }>('lambda', 'CreateEventSourceMapping', {
    FunctionName: 'f',
    EventSourceArn: ARN,
    ...mapping,
  });
  const send = (...bodies: string[]) =>
    wired.call('sqs', 'SendMessageBatch', {
      QueueUrl,
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    });
  const bodiesSeen = async () => (await wired.batches<Batch>('f')).map((batch) => batch.map((record) => record.body));
  return { ...wired, QueueUrl, send, bodiesSeen, UUID: created.UUID };
};

describe('messages', () => {
  it('come in the shape of AWS and are deleted once taken', async () => {
    const { call, QueueUrl, house, batches, sqs, advance } = await start('');
    await call('sqs', 'SendMessage', {
      QueueUrl,
      MessageBody: 'hello',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
    });
    await house.activity.idle();
    const [batch] = await batches<Record<string, unknown>[]>('f');
    expect(batch).toEqual([
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.any(String),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.any(String),
        },
        messageAttributes: {
          kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfMessageAttributes: expect.any(String),
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        eventSource: 'aws:sqs',
        eventSourceARN: ARN,
        awsRegion: 'us-east-1',
      },
    ]);
    await advance(60_000);
    expect(sqs.visibleCount(ARN)).toBe(0);
    expect(await batches('f')).toHaveLength(1);
  });

  it('come at once after a pause, together where polls are apart, and without waiting where they fill a batch', async () => {
    const { house, send, bodiesSeen, advance } = await start('', { BatchSize: 3 }, {}, { pauseMs: 50, batches: 5 });
    await send('1');
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([['1']]);
    await send('2');
    await send('3');
    await advance(49);
    expect(await bodiesSeen()).toEqual([['1']]);
    await advance(1);
    expect(await bodiesSeen()).toEqual([['1'], ['2', '3']]);
    await send('4', '5', '6');
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([['1'], ['2', '3'], ['4', '5', '6']]);
  });

  it('come again after the visibility timeout when the function fails, then go to the dead-letter queue', async () => {
    const { call, send, house, bodiesSeen, advance, bodies } = await start("throw new Error('no')");
    await call('sqs', 'CreateQueue', { QueueName: 'dead' });
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'GetQueueUrl', { QueueName: 'orders' });
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: 2,
    });
    await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy } });
    await send('1');
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([['1']]);
    await advance(31_000);
    expect(await bodiesSeen()).toEqual([['1'], ['1']]);
    await advance(31_000);
    expect(await bodies('dead')).toEqual([1]);
  });

  it('that alone are reported as failed come again alone', async () => {
    const { send, house, bodiesSeen, advance } = await start(
      "return { batchItemFailures: records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) };",
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
    );
    await send('good', 'bad');
    await house.activity.idle();
    await advance(31_000);
    expect((await bodiesSeen()).flat().sort()).toEqual(['bad', 'bad', 'good']);
  });

  it('are gathered for the window, up to the size of a batch', async () => {
    const { send, house, bodiesSeen, advance } = await start('', { BatchSize: 3, MaximumBatchingWindowInSeconds: 5 });
    await send('1');
    await house.activity.idle();
    await send('2');
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([]);
    await advance(5000);
    expect(await bodiesSeen()).toEqual([['1', '2']]);
    await send('3', '4', '5', '6');
    await house.activity.idle();
    expect((await bodiesSeen())[1]).toHaveLength(3);
    await advance(5000);
    expect((await bodiesSeen()).flat().sort()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('that come while others are being received are gathered with them, and none is put aside', async () => {
    const { send, house, bodiesSeen, advance } = await start('', { BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
    const bodies = Array.from({ length: 30 }, (_, index) => String(index));
    await Promise.all(bodies.map((body) => send(body)));
    await house.activity.idle();
    await advance(5_000);
    // Well before the visibility timeout, after which those that nobody works on would come again.
    expect((await bodiesSeen()).flat().sort()).toEqual(bodies.sort());
  });

  it('that the filter leaves out are deleted', async () => {
    const { send, house, bodiesSeen, advance } = await start('', {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
    });
    await send('{"kind":"order"}', '{"kind":"other"}', 'text');
    await house.activity.idle();
    await advance(60_000);
    expect(await bodiesSeen()).toEqual([['{"kind":"order"}']]);
  });

  it('wait while the mapping is disabled', async () => {
    const { call, send, house, bodiesSeen, UUID, sqs } = await start('', { Enabled: false });
    await send('1');
    await house.activity.idle();
    expect(sqs.visibleCount(ARN)).toBe(1);
    await call('lambda', 'UpdateEventSourceMapping', { UUID, Enabled: true });
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([['1']]);
    await call('lambda', 'DeleteEventSourceMapping', { UUID });
    await send('2');
    await house.activity.idle();
    expect(sqs.visibleCount(ARN)).toBe(1);
  });

  it('are asked for again where the queue did not answer, without any news from it', async () => {
    const { house, sqs, send, bodiesSeen, advance } = await start('');
    let failures = 2;
    const ReceiveMessage: Operation = (input, call) => {
      failures -= 1;
      if (failures >= 0) throw new AwsError('InternalFailure', 'no', { status: 500 });
      return sqs.operations.ReceiveMessage?.(input, call);
    };
    house.add({ ...sqs, operations: { ...sqs.operations, ReceiveMessage } });
    await send('1');
    await house.activity.idle();
    expect(await bodiesSeen()).toEqual([]);
    await advance(3000);
    expect(await bodiesSeen()).toEqual([['1']]);
  });

  it('of a burst all arrive once', async () => {
    const { send, house, bodiesSeen } = await start('');
    const all = Array.from({ length: 200 }, (_, index) => String(index));
    for (let at = 0; at < all.length; at += 10) await send(...all.slice(at, at + 10));
    await house.activity.idle();
    expect((await bodiesSeen()).flat().sort()).toEqual([...all].sort());
  });
});

describe('mappings that AWS refuses', () => {
  it.each([
    [{ BatchSize: 11 }, {}, 'Maximum batch window in seconds must be greater than 0'],
    [{ BatchSize: 0 }, {}, 'BatchSize must be between'],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, {}, 'MaximumConcurrency must be between 2 and 1000'],
    [{}, { VisibilityTimeout: '2' }, 'Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds'],
    [{ FilterCriteria: { Filters: [{ Pattern: '{"body":1}' }] } }, {}, 'Invalid filter pattern definition.'],
    [{ KMSKeyArn: 'arn:aws:kms:x' }, {}, 'does not support KMSKeyArn of event source mappings'],
  ])('%j on %j', async (mapping, queue, message) => {
    await expect(start('', mapping, queue as Record<string, string>)).rejects.toThrow(message);
  });
});

describe('the answer of a function that reports failures', () => {
  it.each([
    ['', []],
    ['null', []],
    ['{}', []],
    ['{"batchItemFailures":[]}', []],
    ['{"batchItemFailures":[{"itemIdentifier":"a"}]}', ['a']],
    ['{"batchItemFailures":[{"itemIdentifier":""}]}', ['a', 'b']],
    ['{"batchItemFailures":[{"itemIdentifier":"c"}]}', ['a', 'b']],
    ['{"batchItemFailures":[{"messageId":"a"}]}', ['a', 'b']],
    ['{"batchItemFailures":"a"}', ['a', 'b']],
  ])('%s fails %j', (payload, failed) => {
    expect([...failedIdentifiers(payload, ['a', 'b'])]).toEqual(failed);
  });
});
