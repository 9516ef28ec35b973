import { afterEach, describe, expect, it } from 'vitest';
import type { Polling } from './polling.ts';
import { RECORDER, wiredHouse } from './stream-to-lambda.test-house.ts';
import { connectStreams } from './stream-to-lambda.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Batch = { eventName: string; eventID: string; dynamodb: { Keys: { id: { S: string } } } }[];
type Wired = ReturnType<typeof wiredHouse>;

const connect = (wired: Wired, polling?: Polling) => {
  const wiring = connectStreams(wired.house, wired.lambda, wired.dynamodb, polling);
  wiring.start();
  ends.push(
    () => wiring.stop(),
    () => wired.lambda.stop?.(),
    () => wired.sqs.stop?.(),
    () => wired.dynamodb.stop?.(),
  );
  return wiring;
};

const start = async (body: string, mapping: Record<string, unknown> = {}, polling?: Polling) => {
  const wired = wiredHouse();
  const wiring = connect(wired, polling);
  const { TableDescription } = await wired.call<{ TableDescription: { LatestStreamArn: string } }>(
    'dynamodb',
    'CreateTable',
    {
      TableName: 'stock',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  );
  await wired.createFunction('f', RECORDER(body));
  const streamArn = TableDescription.LatestStreamArn;
  const map = () =>
    wired.call('lambda', 'CreateEventSourceMapping', {
      FunctionName: 'f',
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      ...mapping,
    });
  return { ...wired, wiring, streamArn, map, ...tools(wired) };
};

const tools = (wired: Wired) => ({
  put: (...ids: string[]) =>
    wired.call('dynamodb', 'TransactWriteItems', {
      TransactItems: ids.map((id) => ({ Put: { TableName: 'stock', Item: { id: { S: id } } } })),
    }),
  seen: async () => (await wired.batches<Batch>('f')).map((batch) => batch.map((record) => record.dynamodb.Keys.id.S)),
});

const failOn = (id: string) => `if (records.some((r) => r.dynamodb.Keys.id.S === '${id}')) throw new Error('poison');`;

describe('records', () => {
  it('arrive in order, in the shape of AWS, from the start of the stream', async () => {
    const { map, put, seen, batches, house, streamArn } = await start('');
    await put('1', '2');
    await map();
    await house.activity.idle();
    await put('3');
    await house.activity.idle();
    expect((await seen()).flat()).toEqual(['1', '2', '3']);
    const [[record]] = (await batches<Batch>('f')) as [Batch];
    expect(record).toMatchObject({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      ...{
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        eventSourceARN: streamArn,
      },
      dynamodb: {
        Keys: { id: { S: '1' } },
        NewImage: { id: { S: '1' } },
        SequenceNumber: expect.any(String),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  it('from before the mapping are left out when it starts at the latest', async () => {
    const { map, put, seen, house } = await start('', { StartingPosition: 'LATEST' });
    await put('1');
    await map();
    await house.activity.idle();
    await put('2');
    await house.activity.idle();
    expect(await seen()).toEqual([['2']]);
  });

  it('are not repeated after a restart, and those written meanwhile are taken up', async () => {
    const first = await start('');
    await first.map();
    await first.put('1');
    await first.house.activity.idle();
    first.wiring.stop();
    await first.lambda.stop?.();
    await first.put('2');
    const again = wiredHouse({ house: first.house, dynamodb: first.dynamodb });
    connect(again);
    await again.house.activity.idle();
    expect(await tools(again).seen()).toEqual([['1'], ['2']]);
  });

  it('come at once after a pause, and together where polls are apart', async () => {
    const { map, put, seen, house, advance } = await start('', {}, { pauseMs: 50, batches: 5 });
    await map();
    await house.activity.idle();
    await put('1');
    await house.activity.idle();
    expect(await seen()).toEqual([['1']]);
    await put('2');
    await put('3');
    await advance(49);
    expect(await seen()).toEqual([['1']]);
    await advance(1);
    expect(await seen()).toEqual([['1'], ['2', '3']]);
    await advance(50);
    await put('4');
    await house.activity.idle();
    expect(await seen()).toEqual([['1'], ['2', '3'], ['4']]);
  });

  it('are tried again with growing pauses, holding up what follows', async () => {
    const { map, put, seen, house, advance } = await start(failOn('bad'), { BatchSize: 1 });
    await map();
    await put('bad', 'next');
    await house.activity.idle();
    expect(await seen()).toEqual([['bad']]);
    await advance(1000);
    await advance(1999);
    expect(await seen()).toHaveLength(2);
    await advance(1);
    expect(await seen()).toEqual([['bad'], ['bad'], ['bad']]);
  });

  it('that stay poisonous are cut out by halves and go to the on-failure queue', async () => {
    const { map, put, seen, house, advance, bodies, call, streamArn } = await start(failOn('bad'), {
      ...{ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, MaximumBatchingWindowInSeconds: 1 },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed' } },
    });
    await call('sqs', 'CreateQueue', { QueueName: 'failed' });
    await map();
    await put('1', '2', 'bad', '4');
    await house.activity.idle();
    await advance(1000);
    await advance(60_000);
    expect(await seen()).toEqual([['1', '2', 'bad', '4'], ['1', '2'], ['bad', '4'], ['bad'], ['bad'], ['4']]);
    expect(await bodies('failed')).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        DDBStreamBatchInfo: { batchSize: 1, streamArn, shardId: expect.any(String) },
      },
    ]);
  });

  it('are tried again from the first that the function reports as failed', async () => {
    const { map, put, seen, house, advance } = await start(
      "const bad = records.find((r) => r.dynamodb.Keys.id.S === 'bad'); return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };",
      { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 },
    );
    await map();
    await put('1', 'bad', '3');
    await house.activity.idle();
    await advance(60_000);
    await put('4');
    await house.activity.idle();
    expect((await seen()).flat()).toEqual(['1', 'bad', '3', 'bad', '3', '4']);
  });

  it('that the filter leaves out are passed over', async () => {
    const { map, put, seen, house } = await start('', {
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"id":{"S":[{"prefix":"a"}]}}}}' }],
      },
    });
    await map();
    await put('a1', 'b1', 'a2');
    await house.activity.idle();
    expect((await seen()).flat()).toEqual(['a1', 'a2']);
  });
});
