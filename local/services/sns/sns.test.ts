import { describe, expect, it } from 'vitest';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Call, HttpRequest, Service } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { topicEndpoints } from '../../wiring/topic-to-endpoint.ts';
import { createSqs } from '../sqs/sqs.ts';
import { createSns } from './sns.ts';

type Output = Record<string, unknown>;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

async function open(parts: Parameters<typeof testHouse>[0] = {}) {
  const house = testHouse(parts);
  const sns = createSns(house, topicEndpoints(house));
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
  for (const service of [sns, lambda, createSqs(house)]) house.add(service);
  await sns.start?.();
  const call = <T = Output>(operation: string, input: Output = {}, service = 'sns') =>
    house.aws.call<T>({ service, operation, input, principal: { kind: 'account' } });
  const { TopicArn } = await call<{ TopicArn: string }>('CreateTopic', { Name: 'alerts' });
  const subscribe = async (Protocol: string, Endpoint: string, Attributes: Output = {}) =>
    (
      await call<{ SubscriptionArn: string }>('Subscribe', {
        TopicArn,
        Protocol,
        Endpoint,
        Attributes,
        ReturnSubscriptionArn: 'true',
      })
    ).SubscriptionArn;
  const publish = (Message: string, more: Output = {}) =>
    call<{ MessageId: string }>('Publish', { TopicArn, Message, ...more });
  const queue = async (QueueName: string) =>
    (await call<{ QueueUrl: string }>('CreateQueue', { QueueName }, 'sqs')).QueueUrl;
  const receive = async (QueueUrl: string) =>
    (
      await call<{ Messages?: { Body: string; MessageAttributes?: Output }[] }>(
        'ReceiveMessage',
        { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] },
        'sqs',
      )
    ).Messages ?? [];
  const browse = async (path: string, method = 'GET', body = '') => {
    const request = {
      method,
      url: new URL(path, house.url),
      headers: {},
      body: Buffer.from(body),
      principal: { kind: 'anonymous' },
      signal: new AbortController().signal,
    } as HttpRequest;
    const answer = await sns.paths?.['/_outbox']?.(request);
    if (!answer) throw new Error('no outbox');
    return answer;
  };
  const mails = async () => JSON.parse(String((await browse('/_outbox.json')).body)).mails as Record<string, string>[];
  const idle = () => house.activity.idle();
  const pass = (seconds: number) => house.clock.advanceTo(house.clock.now() + seconds * 1000, idle);
  return { house, sns, invoked, state, call, TopicArn, subscribe, publish, queue, receive, browse, mails, idle, pass };
}

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AwsError ? error.code : error;
};

describe('e-mail', () => {
  it('waits for its owner to confirm by a form, then arrives in the outbox', async () => {
    const { subscribe, publish, mails, browse, call, TopicArn } = await open();
    await subscribe('email', 'buyer@example.com');
    await publish('too early');
    const [confirmation, ...others] = await mails();
    expect(others).toEqual([]);
    const { Subscriptions } = await call<{ Subscriptions: Output[] }>('ListSubscriptionsByTopic', { TopicArn });
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation', Endpoint: 'buyer@example.com' }]);
    const form = `token=${confirmation?.confirmationToken}`;
    expect((await browse(`/_outbox/confirm?${form}`)).status).toBe(405);
    expect(await browse('/_outbox/confirm', 'POST', form)).toMatchObject({
      status: 303,
      headers: { location: '/_outbox?confirmed=yes' },
    });
    expect(await browse('/_outbox/confirm', 'POST', form)).toMatchObject({
      headers: { location: '/_outbox?confirmed=no' },
    });
    await publish('Stock is low', { Subject: 'Low stock' });
    expect((await mails())[0]).toMatchObject({ to: 'buyer@example.com', subject: 'Low stock', body: 'Stock is low' });
  });

  it('answers "pending confirmation" unless asked for the ARN, and confirms by the API too', async () => {
    const { call, TopicArn, mails } = await open();
    const input = { TopicArn, Protocol: 'email', Endpoint: 'a@example.com' };
    expect(await call('Subscribe', input)).toEqual({ SubscriptionArn: 'pending confirmation' });
    const [{ confirmationToken } = {}] = await mails();
    expect(await codeOf(call('ConfirmSubscription', { TopicArn, Token: 'guess' }))).toBe('InvalidParameter');
    expect(await call('ConfirmSubscription', { TopicArn, Token: confirmationToken })).toEqual({
      SubscriptionArn: expect.stringContaining(TopicArn),
    });
  });

  it('shows a page on which everything is escaped and no script can run', async () => {
    const { sns, browse } = await open();
    sns.sendMail({
      to: 'a@example.com',
      subject: '<script>alert(1)</script>',
      body: 'See https://example.com/?a="1"&b=<i> now',
    });
    const { body, headers } = await browse('/_outbox');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('<a href="https://example.com/?a=" rel="noreferrer">');
    expect(body).not.toMatch(/<script|<i>/);
    expect(headers?.['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('queues and functions', () => {
  it('a queue gets the envelope, or the bare message with raw delivery', async () => {
    const { subscribe, publish, queue, receive, idle, TopicArn } = await open();
    const [wrapped, raw] = [await queue('wrapped'), await queue('raw')];
    await subscribe('sqs', queueArn('wrapped'));
    await subscribe('sqs', queueArn('raw'), { RawMessageDelivery: 'true' });
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'LOW' } };
    const { MessageId } = await publish('hello', { Subject: 'Hi', MessageAttributes });
    await idle();
    expect(JSON.parse((await receive(wrapped))[0]?.Body ?? '')).toMatchObject({
      ...{
        Type: 'Notification',
        MessageId,
        TopicArn,
        Subject: 'Hi',
        Message: 'hello',
        Timestamp: '2026-01-05T09:00:00.000Z',
      },
      MessageAttributes: { kind: { Type: 'String', Value: 'LOW' } },
    });
    expect(await receive(raw)).toMatchObject([{ Body: 'hello', MessageAttributes }]);
  });

  it('a function is invoked asynchronously with an SNS event', async () => {
    const { subscribe, publish, idle, invoked, TopicArn } = await open();
    const arn = await subscribe('lambda', functionArn);
    await publish('{"default":"d","lambda":"for functions"}', { MessageStructure: 'json' });
    await idle();
    expect(invoked[0]).toMatchObject({
      input: { InvocationType: 'Event' },
      principal: { kind: 'service', service: 'sns.amazonaws.com', sourceArn: TopicArn },
    });
    const { Records } = JSON.parse(String(invoked[0]?.input.Payload));
    expect(Records).toMatchObject([
      { EventSource: 'aws:sns', EventSubscriptionArn: arn, Sns: { Message: 'for functions', Subject: null } },
    ]);
  });

  it('retries, and puts what is refused into the dead-letter queue of the subscription', async () => {
    const { subscribe, publish, queue, receive, idle, invoked, state, pass } = await open();
    const dead = await queue('dead');
    await subscribe('lambda', functionArn, {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }),
    });
    state.error = new AwsError('ServiceException', 'busy', { status: 500 });
    await publish('x');
    await idle();
    expect(invoked).toHaveLength(4);
    state.error = new AwsError('ResourceNotFoundException', 'gone', { status: 404 });
    await pass(1);
    expect((await receive(dead))[0]?.MessageAttributes).toMatchObject({
      ErrorCode: { StringValue: 'ResourceNotFoundException' },
    });
  });

  it('delivers after a restart what was accepted before it', async () => {
    const before = await open();
    const url = await before.queue('q');
    await before.subscribe('sqs', queueArn('q'));
    await before.publish('kept');
    await before.sns.stop?.();
    const after = await open({ store: before.house.store });
    await after.idle();
    expect(JSON.parse((await after.receive(url))[0]?.Body ?? '').Message).toBe('kept');
  });
});

describe('filters', () => {
  const price = { price: { DataType: 'Number', StringValue: '150' } };
  const colours = { colours: { DataType: 'String.Array', StringValue: '["red","blue"]' } };
  it.each<[Output, string | undefined, string, Output, number]>([
    [{ store: ['shop'] }, undefined, 'm', { store: { DataType: 'String', StringValue: 'shop' } }, 1],
    [{ store: ['shop'] }, undefined, 'm', {}, 0],
    [{ store: [{ exists: false }] }, undefined, 'm', {}, 1],
    [{ price: [{ numeric: ['>=', 100] }] }, undefined, 'm', price, 1],
    [{ price: ['150'] }, undefined, 'm', price, 0],
    [{ colours: ['blue'] }, undefined, 'm', colours, 1],
    [{ order: { kind: [{ prefix: 'low' }] } }, 'MessageBody', '{"order":{"kind":"low-stock"}}', {}, 1],
    [{ order: { kind: ['x'] } }, 'MessageBody', 'no json', {}, 0],
  ])('%j of the %s', async (policy, scope, message, MessageAttributes, count) => {
    const { subscribe, publish, idle, invoked } = await open();
    await subscribe('lambda', functionArn, { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: scope });
    await publish(message, { MessageAttributes });
    await idle();
    expect(invoked).toHaveLength(count);
  });
});

describe('what is refused', () => {
  it.each([
    ['a line break in the subject', { Subject: 'a\nb' }],
    ['a subject that is no ASCII', { Subject: 'Zürich' }],
    ['a subject of 101 characters', { Subject: 'x'.repeat(101) }],
    ['an empty message', { Message: '' }],
    ['a message above 256 KiB', { Message: 'x'.repeat(262_145) }],
    ['a structure without a default', { MessageStructure: 'json', Message: '{"sqs":"x"}' }],
    ['an attribute without a value', { MessageAttributes: { a: { DataType: 'String' } } }],
  ])('%s', async (_title, more) => {
    expect(await codeOf((await open()).publish('m', more))).toBe('InvalidParameter');
  });

  it('protocols that are not imitated, topics that are not there', async () => {
    const { subscribe, call } = await open();
    expect(await codeOf(subscribe('https', 'https://example.com'))).toBe('UnsupportedOperation');
    expect(await codeOf(subscribe('sms', '+49123'))).toBe('UnsupportedOperation');
    expect(await codeOf(subscribe('email', 'nobody'))).toBe('InvalidParameter');
    expect(await codeOf(subscribe('lambda', functionArn, { FilterPolicy: '{"a":"b"}' }))).toBe('InvalidParameter');
    expect(await codeOf(call('Publish', { TopicArn: 'arn:aws:sns:us-east-1:000000000000:none', Message: 'x' }))).toBe(
      'NotFound',
    );
    expect(await codeOf(call('CreateTopic', { Name: 't.fifo', Attributes: { FifoTopic: 'true' } }))).toBe(
      'UnsupportedOperation',
    );
  });
});

describe('batches', () => {
  it('publishes each entry on its own', async () => {
    const { call, TopicArn } = await open();
    const PublishBatchRequestEntries = [
      { Id: 'a', Message: 'x' },
      { Id: 'b', Message: '' },
    ];
    const result = await call('PublishBatch', { TopicArn, PublishBatchRequestEntries });
    expect(result).toMatchObject({
      Successful: [{ Id: 'a' }],
      Failed: [{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }],
    });
    expect(await codeOf(call('PublishBatch', { TopicArn, PublishBatchRequestEntries: [] }))).toBe('EmptyBatchRequest');
  });
});

describe('CloudFormation', () => {
  it('makes a topic with a subscription, a policy, and deletes them', async () => {
    const { sns, call } = await open();
    const context = { stackId: 's', stackName: 'stack', logicalId: 'T', tags: {}, generateName: () => 'stack-T-X' };
    const types = sns.resources ?? {};
    const topic = await types['AWS::SNS::Topic']?.create({ DisplayName: 'Alerts' }, context);
    if (!topic) throw new Error('no topic');
    expect(topic).toMatchObject({
      physicalId: 'arn:aws:sns:us-east-1:000000000000:stack-T-X',
      attributes: { TopicName: 'stack-T-X' },
    });
    const properties = {
      TopicArn: topic.physicalId,
      Protocol: 'lambda',
      Endpoint: functionArn,
      FilterPolicy: { a: ['b'] },
    };
    const subscription = await types['AWS::SNS::Subscription']?.create(properties, context);
    if (!subscription) throw new Error('no subscription');
    const { FilterPolicy: _gone, ...less } = properties;
    await types['AWS::SNS::Subscription']?.update?.(subscription, less, properties, context);
    const { Attributes } = await call<{ Attributes: Map<string, string> }>('GetSubscriptionAttributes', {
      SubscriptionArn: subscription.physicalId,
    });
    expect(Attributes.has('FilterPolicy')).toBe(false);
    await types['AWS::SNS::TopicPolicy']?.create(
      {
        Topics: [topic.physicalId],
        PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' } },
      },
      context,
    );
    await types['AWS::SNS::Topic']?.delete(topic, {}, context);
    expect((await call<{ Subscriptions: unknown[] }>('ListSubscriptions')).Subscriptions).toEqual([]);
  });
});
