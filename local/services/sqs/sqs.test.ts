import { describe, expect, it } from 'vitest';
import { AwsError } from '../../gateway/aws-error.ts';
import { testHouse } from '../../testing/house.ts';
import { createSqs } from './sqs.ts';

type Output = Record<string, unknown>;
interface Received extends Output {
  Messages?: {
    MessageId: string;
    Body: string;
    ReceiptHandle: string;
    Attributes?: Record<string, string>;
    MD5OfBody: string;
    MD5OfMessageAttributes?: string;
    MessageAttributes?: Output;
  }[];
}

function open(parts: Parameters<typeof testHouse>[0] = {}) {
  const house = testHouse(parts);
  const sqs = createSqs(house);
  house.add(sqs);
  const call = <T = Output>(operation: string, input: Output = {}, signal?: AbortSignal) =>
    house.aws.call<T>({ service: 'sqs', operation, input, principal: { kind: 'account' }, signal });
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await call<{ QueueUrl: string }>('CreateQueue', { QueueName, Attributes })).QueueUrl;
  const send = (QueueUrl: string, MessageBody: string, more: Output = {}) =>
    call<Output>('SendMessage', { QueueUrl, MessageBody, ...more });
  const receive = async (QueueUrl: string, more: Output = {}) =>
    (await call<Received>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
  const attribute = async (QueueUrl: string, name: string) =>
    (await call<{ Attributes: Record<string, string> }>('GetQueueAttributes', { QueueUrl, AttributeNames: [name] }))
      .Attributes[name];
  const pass = (seconds: number) => house.clock.advanceTo(house.clock.now() + seconds * 1000);
  return { house, sqs, call, create, send, receive, attribute, pass };
}

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AwsError ? error.code : error;
};
const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

describe('queues', () => {
  it('answers the same URL for the same attributes and refuses others', async () => {
    const { create, house } = open();
    expect(await create('orders')).toBe(`${house.url}/000000000000/orders`);
    expect(await create('orders', { VisibilityTimeout: '30' })).toBe(`${house.url}/000000000000/orders`);
    expect(await codeOf(create('orders', { VisibilityTimeout: '31' }))).toBe('QueueNameExists');
  });

  it('names a missing queue as both generations of SDKs expect', async () => {
    const { call } = open();
    const error = await call('GetQueueUrl', { QueueName: 'none' }).catch((reason: AwsError) => reason);
    expect(error).toMatchObject({
      code: 'QueueDoesNotExist',
      detail: { queryErrorCode: 'AWS.SimpleQueueService.NonExistentQueue' },
    });
  });

  it.each([
    ['VisibilityTimeout', '99999999', 'InvalidAttributeValue'],
    ['DelaySeconds', '901', 'InvalidAttributeValue'],
    ['MessageRetentionPeriod', '59', 'InvalidAttributeValue'],
    ['MaximumMessageSize', '1048577', 'InvalidAttributeValue'],
    ['ReceiveMessageWaitTimeSeconds', '21', 'InvalidAttributeValue'],
    ['RedrivePolicy', '{"deadLetterTargetArn":"x"}', 'InvalidAttributeValue'],
    ['RedrivePolicy', 'no json', 'InvalidAttributeValue'],
    ['ContentBasedDeduplication', 'true', 'InvalidAttributeName'],
    ['KmsMasterKeyId', 'alias/aws/sqs', 'InvalidAttributeName'],
  ])('refuses %s=%s', async (name, value, code) => {
    expect(await codeOf(open().create('q', { [name]: value }))).toBe(code);
  });

  it('pages lists and finds sources of a dead-letter queue', async () => {
    const { create, call } = open();
    await create('a-dead');
    const dead = await create('dead');
    for (const name of ['a1', 'a2']) {
      await create(name, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 3 }) });
    }
    const first = await call<{ QueueUrls: string[]; NextToken: string }>('ListQueues', {
      QueueNamePrefix: 'a',
      MaxResults: 2,
    });
    const second = await call<{ QueueUrls: string[] }>('ListQueues', {
      QueueNamePrefix: 'a',
      MaxResults: 2,
      NextToken: first.NextToken,
    });
    expect([...first.QueueUrls, ...second.QueueUrls].map((url) => url.split('/').pop())).toEqual([
      'a-dead',
      'a1',
      'a2',
    ]);
    expect(
      (await call<{ queueUrls: string[] }>('ListDeadLetterSourceQueues', { QueueUrl: dead })).queueUrls,
    ).toHaveLength(2);
  });

  it('respects redriveAllowPolicy', async () => {
    const { create } = open();
    await create('dead', { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
    const redrive = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 3 });
    expect(await codeOf(create('source', { RedrivePolicy: redrive }))).toBe('InvalidParameterValueException');
  });

  it('adds and removes a permission in the stored policy', async () => {
    const { create, call, attribute } = open();
    const QueueUrl = await create('q');
    await call('AddPermission', { QueueUrl, Label: 'x', AWSAccountIds: ['111111111111'], Actions: ['SendMessage'] });
    expect(JSON.parse((await attribute(QueueUrl, 'Policy')) ?? '').Statement[0].Sid).toBe('x');
    await call('RemovePermission', { QueueUrl, Label: 'x' });
    expect(JSON.parse((await attribute(QueueUrl, 'Policy')) ?? '').Statement).toEqual([]);
  });
});

describe('messages', () => {
  it('computes the checksums that the AWS SDKs verify', async () => {
    const { create, send, receive } = open();
    const url = await create('q');
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'order' },
      bytes: { DataType: 'Binary', BinaryValue: 'AQID' },
      count: { DataType: 'Number', StringValue: '7' },
    };
    const sent = await send(url, 'This is a test message', { MessageAttributes });
    expect(sent.MD5OfMessageBody).toBe('fafb00f5732ab283681e124bf8747ed1');
    const [all] = await receive(url, { MessageAttributeNames: ['All'], VisibilityTimeout: 0 });
    expect(all?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(all?.MessageAttributes).toEqual(MessageAttributes);
    const [some] = await receive(url, { MessageAttributeNames: ['co.*', 'kind'] });
    expect(Object.keys(some?.MessageAttributes ?? {}).sort()).toEqual(['count', 'kind']);
  });

  it('hides a received message until its visibility timeout and counts its receives', async () => {
    const { create, send, receive, pass } = open();
    const url = await create('q');
    await send(url, 'hello');
    const [first] = await receive(url, { MessageSystemAttributeNames: ['All'] });
    expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', SenderId: '000000000000' });
    await pass(29);
    expect(await receive(url)).toEqual([]);
    await pass(1);
    const [again] = await receive(url, { AttributeNames: ['ApproximateReceiveCount'] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  it('deletes with the latest receipt handle, leaves the message with an outdated one, refuses a forged one', async () => {
    const { create, send, receive, call, attribute } = open();
    const QueueUrl = await create('q');
    await send(QueueUrl, 'hello');
    const [first] = await receive(QueueUrl, { VisibilityTimeout: 0 });
    const [second] = await receive(QueueUrl);
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: first?.ReceiptHandle });
    expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('1');
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: second?.ReceiptHandle });
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: second?.ReceiptHandle });
    expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
    expect(await codeOf(call('DeleteMessage', { QueueUrl, ReceiptHandle: 'forged' }))).toBe('ReceiptHandleIsInvalid');
  });

  it('shortens and lengthens a visibility timeout', async () => {
    const { create, send, receive, call, pass } = open();
    const QueueUrl = await create('q');
    await send(QueueUrl, 'hello');
    const [first] = await receive(QueueUrl);
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 100 });
    await pass(99);
    expect(await receive(QueueUrl)).toEqual([]);
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 });
    const late = call('ChangeMessageVisibility', {
      QueueUrl,
      ReceiptHandle: first?.ReceiptHandle,
      VisibilityTimeout: 9,
    });
    expect(await codeOf(late)).toBe('MessageNotInflight');
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it('delays by the queue and by the message, and drops what is past its retention', async () => {
    const { create, send, receive, pass, attribute } = open();
    const url = await create('q', { DelaySeconds: '10', MessageRetentionPeriod: '60' });
    await send(url, 'slow');
    await send(url, 'now', { DelaySeconds: 0 });
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['now']);
    expect(await attribute(url, 'ApproximateNumberOfMessagesDelayed')).toBe('1');
    await pass(10);
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['slow']);
    await pass(60);
    expect(await receive(url)).toEqual([]);
  });

  it('moves a message to the dead-letter queue after maxReceiveCount receives', async () => {
    const { create, receive, send, attribute } = open();
    const dead = await create('dead');
    const url = await create('q', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 }),
    });
    const { MessageId } = await send(url, 'poison');
    expect(await receive(url, { VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive(url, { VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive(url)).toEqual([]);
    expect(await attribute(dead, 'ApproximateNumberOfMessages')).toBe('1');
    const [letter] = await receive(dead, { MessageSystemAttributeNames: ['All'] });
    expect(letter).toMatchObject({ MessageId, Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arn('q') } });
  });

  it('redrives dead letters to where they came from as new messages', async () => {
    const { create, call, receive, send } = open();
    await create('dead');
    const url = await create('q', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 }),
    });
    for (const body of ['a', 'b']) await send(url, body);
    await receive(url, { VisibilityTimeout: 0 });
    await receive(url);
    await call('StartMessageMoveTask', { SourceArn: arn('dead') });
    const again = await receive(url, { MessageSystemAttributeNames: ['All'] });
    expect(again.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([
      ['a', '1'],
      ['b', '1'],
    ]);
    const { Results } = await call<{ Results: Output[] }>('ListMessageMoveTasks', { SourceArn: arn('dead') });
    expect(Results[0]).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 });
    expect(await codeOf(call('StartMessageMoveTask', { SourceArn: arn('q') }))).toBe('InvalidParameterValueException');
  });

  it.each([
    ['', 'InvalidParameterValueException'],
    ['bell \u0007', 'InvalidMessageContents'],
    ['x'.repeat(1_048_577), 'InvalidParameterValueException'],
  ])('refuses a bad body (case %#)', async (body, code) => {
    const { create, send } = open();
    expect(await codeOf(send(await create('q'), body))).toBe(code);
  });

  it('takes a body of exactly 1 MiB', async () => {
    const { create, send } = open();
    await expect(send(await create('q'), 'x'.repeat(1_048_576))).resolves.toMatchObject({
      MessageId: expect.any(String),
    });
  });
});

describe('batches', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Id: `e${index}`, MessageBody: `m${index}` }));

  it('sends, receives and deletes ten at a time', async () => {
    const { create, call, receive, attribute } = open();
    const QueueUrl = await create('q');
    const sent = await call<{ Successful: Output[]; Failed: Output[] }>('SendMessageBatch', {
      QueueUrl,
      Entries: entries(10),
    });
    expect([sent.Successful.length, sent.Failed.length]).toEqual([10, 0]);
    const received = await receive(QueueUrl);
    const Entries = received.map(({ ReceiptHandle, MessageId }) => ({ Id: MessageId, ReceiptHandle }));
    await call('DeleteMessageBatch', { QueueUrl, Entries });
    expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
  });

  it.each([
    [[], 'EmptyBatchRequest'],
    [entries(11), 'TooManyEntriesInBatchRequest'],
    [[...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
    [[{ Id: 'no spaces', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [entries(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(600_000) })), 'BatchRequestTooLong'],
  ])('refuses as AWS does (case %#)', async (Entries, code) => {
    const { create, call } = open();
    expect(await codeOf(call('SendMessageBatch', { QueueUrl: await create('q'), Entries }))).toBe(code);
  });

  it('one bad entry does not harm its neighbours', async () => {
    const { create, call } = open();
    const Entries = [
      { Id: 'good', MessageBody: 'x' },
      { Id: 'bad', MessageBody: '' },
    ];
    const result = await call<{ Successful: Output[]; Failed: Output[] }>('SendMessageBatch', {
      QueueUrl: await create('q'),
      Entries,
    });
    expect(result.Successful).toMatchObject([{ Id: 'good' }]);
    expect(result.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
  });
});

describe('long polling', () => {
  it('answers as soon as a message arrives', async () => {
    const { create, receive, send } = open();
    const url = await create('q');
    const waiting = receive(url, { WaitTimeSeconds: 20 });
    await send(url, 'at last');
    expect((await waiting).map(({ Body }) => Body)).toEqual(['at last']);
  });

  it('answers empty after its time, and at once when the client goes away', async () => {
    const { create, receive, call, pass } = open();
    const url = await create('q');
    const patient = receive(url, { WaitTimeSeconds: 5 });
    await pass(5);
    expect(await patient).toEqual([]);
    const leaving = new AbortController();
    const gone = call('ReceiveMessage', { QueueUrl: url, WaitTimeSeconds: 20 }, leaving.signal);
    leaving.abort();
    expect(await gone).toEqual({});
  });

  it('tells listeners, also when a message becomes visible again', async () => {
    const { sqs, create, send, receive, pass } = open();
    const url = await create('q');
    let told = 0;
    sqs.onMessages(arn('q'), () => {
      told += 1;
    });
    await send(url, 'x');
    expect([told, sqs.visibleCount(arn('q'))]).toEqual([1, 1]);
    await receive(url);
    await pass(30);
    expect([told, sqs.visibleCount(arn('q'))]).toEqual([2, 1]);
  });
});

describe('FIFO queues', () => {
  it('keeps the order of a group, one batch in flight, and drops repeats for five minutes', async () => {
    const { create, send, receive, pass, call } = open();
    const QueueUrl = await create('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const first = await send(QueueUrl, 'a1', { MessageGroupId: 'a' });
    expect((await send(QueueUrl, 'a1', { MessageGroupId: 'a' })).MessageId).toBe(first.MessageId);
    await send(QueueUrl, 'a2', { MessageGroupId: 'a' });
    await send(QueueUrl, 'b1', { MessageGroupId: 'b' });
    const [a1] = await receive(QueueUrl, { MaxNumberOfMessages: 1 });
    expect(a1?.Body).toBe('a1');
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['b1']);
    await pass(30);
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['a1', 'a2', 'b1']);
    await call('PurgeQueue', { QueueUrl });
    await pass(300);
    expect((await send(QueueUrl, 'a1', { MessageGroupId: 'a' })).MessageId).not.toBe(first.MessageId);
  });

  it('needs a group and a way to deduplicate', async () => {
    const { create, send } = open();
    const url = await create('q.fifo', { FifoQueue: 'true' });
    expect(await codeOf(send(url, 'x'))).toBe('MissingRequiredParameterException');
    expect(await codeOf(send(url, 'x', { MessageGroupId: 'a' }))).toBe('InvalidParameterValueException');
  });
});

describe('restart over the same store', () => {
  it('finds queues, messages, what is in flight and how often it was received', async () => {
    const before = open();
    const url = await before.create('q');
    await before.send(url, 'first');
    const [held] = await before.receive(url);
    await before.send(url, 'second');
    const after = open({ store: before.house.store });
    expect((await after.receive(url)).map(({ Body }) => Body)).toEqual(['second']);
    await after.pass(30);
    const [again] = (await after.receive(url, { AttributeNames: ['All'] })).filter(({ Body }) => Body === 'first');
    expect([again?.MessageId, again?.Attributes?.ApproximateReceiveCount]).toEqual([held?.MessageId, '2']);
  });
});

describe('CloudFormation', () => {
  const context = {
    stackId: 's',
    stackName: 'stack',
    logicalId: 'Queue',
    tags: {},
    generateName: () => 'stack-Queue-X',
  };

  it('creates, updates in place, puts a policy and deletes', async () => {
    const { sqs, attribute, call } = open();
    const provider = sqs.resources?.['AWS::SQS::Queue'];
    if (!provider?.update) throw new Error('no provider');
    const state = await provider.create({ VisibilityTimeout: 60 }, context);
    expect(state).toMatchObject({
      physicalId: expect.stringContaining('stack-Queue-X'),
      attributes: { Arn: arn('stack-Queue-X'), QueueName: 'stack-Queue-X' },
    });
    await provider.update(state, { DelaySeconds: 5 }, { VisibilityTimeout: 60 }, context);
    expect(await attribute(state.physicalId, 'VisibilityTimeout')).toBe('30');
    expect(await attribute(state.physicalId, 'DelaySeconds')).toBe('5');
    expect(await provider.update(state, { QueueName: 'other' }, {}, context)).toBe('replace');
    const policy = sqs.resources?.['AWS::SQS::QueuePolicy'];
    const PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' },
    };
    await policy?.create({ Queues: [state.physicalId], PolicyDocument }, context);
    expect(await attribute(state.physicalId, 'Policy')).toBe(JSON.stringify(PolicyDocument));
    const unknown = { Statement: { ...PolicyDocument.Statement, Condition: { Bool: { 'aws:Mood': 'true' } } } };
    await expect(policy?.create({ Queues: [state.physicalId], PolicyDocument: unknown }, context)).rejects.toThrow(
      'aws:Mood',
    );
    await provider.delete(state, {}, context);
    expect(await codeOf(call('GetQueueUrl', { QueueName: 'stack-Queue-X' }))).toBe('QueueDoesNotExist');
  });
});
