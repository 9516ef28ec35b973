import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RealtimeClient } from '../testing/api-server.ts';
import { World } from '../testing/world.ts';

const SCHEMA = `
  type Query { ping: String }
  type Mutation {
    change(id: ID!, size: Int, note: AWSJSON): Change
    other(id: ID!): Change
    quiet(id: ID!): Change
  }
  type Change { id: ID! size: Int note: AWSJSON secret: String @aws_cognito_user_pools(cognito_groups: ["BUYERS"]) }
  type Subscription {
    onChange(id: ID, size: Int): Change @aws_subscribe(mutations: ["change", "other"])
    onLarge: Change @aws_subscribe(mutations: ["change"])
    onBuyers: Change @aws_subscribe(mutations: ["change"]) @aws_cognito_user_pools(cognito_groups: ["BUYERS"])
    onRefused: Change @aws_subscribe(mutations: ["change"])
    onSigned: Change @aws_subscribe(mutations: ["change"]) @aws_iam
  }
`;

let world: World;
let apiId: string;
let token: string;

beforeAll(async () => {
  world = await World.create({
    verifySignedHeaders: ({ url, headers, body }) =>
      headers['x-proof'] === `${new URL(url).pathname.split('/').at(-1)} ${body.slice(0, 2)}`
        ? { kind: 'account' }
        : undefined,
  });
  apiId = await world.api(SCHEMA);
  for (const field of ['change', 'other', 'quiet']) await world.echo(apiId, `Mutation.${field}`);
  const util =
    "import { util, extensions } from '@aws-appsync/utils'; export const request = () => ({ payload: null });";
  await world.javaScript(
    apiId,
    'Subscription.onLarge',
    `${util} export const response = () => { extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ size: { ge: 10 } })); return null; };`,
  );
  await world.javaScript(apiId, 'Subscription.onRefused', `${util} export const response = () => util.unauthorized();`);
  token = await world.pool.token('ada', []);
});
afterAll(() => world.stop());

const connect = async (headers: Record<string, string> = { Authorization: token, host: 'localhost' }) =>
  world.server.connect(apiId, headers);
const connected = async () => {
  const client = await connect();
  await client.next();
  return client;
};
const subscribed = async (query: string, variables = {}): Promise<RealtimeClient> => {
  const client = await connected();
  client.start('1', query, variables);
  expect(await client.next()).toEqual({ type: 'start_ack', id: '1' });
  return client;
};
const mutate = (query: string) => world.server.post(apiId, { query }, { authorization: token });

it('a connection is acknowledged with its timeout, and kept alive', async () => {
  const client = await connect();
  expect(client.protocol).toBe('graphql-ws');
  expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
  await world.house.clock.advanceTo(world.house.clock.now() + 60_000);
  expect(await client.next()).toEqual({ type: 'ka' });
  await world.house.clock.advanceTo(world.house.clock.now() + 60_000);
  expect(await client.next()).toEqual({ type: 'ka' });
  client.close();
});

it.each<[string, Record<string, string>]>([
  ['a forged token', { Authorization: 'a.b.c' }],
  ['no credentials', {}],
  ['a wrong signature', { Authorization: 'AWS4-HMAC-SHA256 x', 'x-proof': 'wrong' }],
])('a connection with %s is refused', async (_, headers) => {
  const client = await connect(headers);
  expect(await client.next()).toMatchObject({
    type: 'connection_error',
    payload: { errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }] },
  });
});

it('a subscriber gets its own selection of what the publisher selected', async () => {
  const client = await subscribed('subscription { n: onChange { key: id size note __typename } }');
  await mutate('mutation { a: change(id: "1", size: 2, note: "{\\"x\\":1}") { identity: id note } }');
  expect(await client.next()).toEqual({
    type: 'data',
    id: '1',
    payload: { data: { n: { key: '1', size: null, note: '{"x":1}', __typename: 'Change' } } },
  });
  client.close();
});

it('arguments filter; null and omitted ones take anything', async () => {
  const client = await subscribed('subscription($id: ID) { onChange(id: $id, size: 5) { id size } }', { id: null });
  await mutate('mutation { change(id: "1", size: 4) { id size } }');
  await mutate('mutation { other(id: "2") { id } }');
  await mutate('mutation { change(id: "3", size: 5) { id size } }');
  expect((await client.next()).payload?.data).toEqual({ onChange: { id: '3', size: 5 } });
  expect(client.waiting).toBe(0);
  client.close();
});

it('an enhanced filter decides alone', async () => {
  const client = await subscribed('subscription { onLarge { id } }');
  await mutate('mutation { change(id: "1", size: 9) { id size } }');
  await mutate('mutation { change(id: "2", size: 10) { id size } }');
  expect((await client.next()).payload?.data).toEqual({ onLarge: { id: '2' } });
  client.close();
});

it('mutations that are not named do not fire', async () => {
  const client = await subscribed('subscription { onChange { id } }');
  await mutate('mutation { quiet(id: "1") { id } change(id: "2") { id } }');
  expect((await client.next()).payload?.data).toEqual({ onChange: { id: '2' } });
  client.close();
});

it.each([
  ['the directive of the field', 'subscription { onBuyers { id } }', 'Unauthorized'],
  ['the resolver of the field', 'subscription { onRefused { id } }', 'Unauthorized'],
])('%s refuses a subscriber', async (_, query, errorType) => {
  const client = await connected();
  client.start('1', query);
  expect(await client.next()).toMatchObject({ type: 'error', id: '1', payload: { errors: [{ errorType }] } });
  client.close();
});

it('a document that does not stand, or is no subscription, is refused', async () => {
  const client = await connected();
  client.start('1', 'subscription { nope { id } }');
  expect(await client.next()).toMatchObject({ type: 'error', id: '1' });
  client.start('2', '{ ping }');
  expect(await client.next()).toMatchObject({
    type: 'error',
    id: '2',
    payload: { errors: [{ errorType: 'BadRequestException' }] },
  });
  client.start('3', 'subscription {');
  expect(await client.next()).toMatchObject({
    type: 'error',
    id: '3',
    payload: { errors: [{ errorType: 'BadRequestException' }] },
  });
  client.close();
});

it('a subscriber sees no field that is not for it, whatever was published', async () => {
  const buyer = await world.pool.token('bob', ['BUYERS']);
  const query = 'subscription { onChange { id secret } }';
  const client = await subscribed(query);
  const privileged = await connect({ Authorization: buyer });
  await privileged.next();
  privileged.start('1', query);
  await privileged.next();
  await mutate('mutation { change(id: "1") { id secret } }');
  expect((await privileged.next()).payload).toEqual({ data: { onChange: { id: '1', secret: null } } });
  expect((await client.next()).payload?.errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  client.close();
  privileged.close();
});

it('stop ends a subscription and says so', async () => {
  const client = await subscribed('subscription { onChange { id } }');
  client.send({ type: 'stop', id: '1' });
  expect(await client.next()).toEqual({ type: 'complete', id: '1' });
  await mutate('mutation { change(id: "1") { id } }');
  client.start('1', 'subscription { onChange { id } }');
  expect(await client.next()).toEqual({ type: 'start_ack', id: '1' });
  client.start('1', 'subscription { onChange { id } }');
  expect(await client.next()).toMatchObject({
    type: 'error',
    payload: { errors: [{ errorType: 'DuplicatedOperationError' }] },
  });
  client.close();
});

it('IAM signs the connection for /connect and each subscription for its text', async () => {
  const signed = { Authorization: 'AWS4-HMAC-SHA256 x' };
  const client = await connect({ ...signed, 'x-proof': 'connect {}' });
  expect((await client.next()).type).toBe('connection_ack');
  const start = (id: string, proof: string) =>
    client.send({
      type: 'start',
      id,
      payload: {
        data: JSON.stringify({ query: 'subscription { onSigned { id } }' }),
        extensions: { authorization: { ...signed, 'x-proof': proof } },
      },
    });
  start('1', 'graphql {"');
  expect((await client.next()).type).toBe('start_ack');
  start('2', 'forged');
  expect(await client.next()).toMatchObject({ type: 'error', id: '2', payload: { errors: [{ errorCode: 401 }] } });
  client.close();
});

it('many sockets get every change, once', async () => {
  const clients = await Promise.all(Array.from({ length: 50 }, () => subscribed('subscription { onChange { id } }')));
  for (const id of ['1', '2', '3']) await mutate(`mutation { change(id: "${id}") { id } }`);
  for (const client of clients) {
    const ids = [await client.next(), await client.next(), await client.next()].map(({ payload }) => payload?.data);
    expect(ids).toEqual(['1', '2', '3'].map((id) => ({ onChange: { id } })));
    expect(client.waiting).toBe(0);
    client.close();
  }
});
