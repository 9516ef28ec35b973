import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Properties } from '../../gateway/service.ts';
import { type DynamoDbEngine, startDynamoDb } from '../../testing/dynamodb-engine.ts';
import type { RealtimeClient } from './testing/api-server.ts';
import { synthesizeSampleApp } from './testing/sample-app.ts';
import { SynthesizedApp } from './testing/synthesized-app.ts';
import { World } from './testing/world.ts';

let world: World;
let db: DynamoDbEngine;
let app: SynthesizedApp;
let apiId: string;

/** `attributeName` of Amplify's table resource is `AttributeName` of DynamoDB. */
const capitalized = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'provisionedThroughput')
      .map(([key, item]) => [key.charAt(0).toUpperCase() + key.slice(1), capitalized(item)]),
  );
};

async function provide(type: string, id: string, properties: () => Properties) {
  if (type === 'AWS::Cognito::UserPool') return { physicalId: world.pool.id, attributes: {} };
  if (type === 'Custom::AmplifyDynamoDBTable') {
    const { attributeDefinitions, keySchema, globalSecondaryIndexes } = properties();
    await db.send('CreateTable', {
      TableName: id,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: capitalized(attributeDefinitions),
      KeySchema: capitalized(keySchema),
      ...(globalSecondaryIndexes ? { GlobalSecondaryIndexes: capitalized(globalSecondaryIndexes) } : {}),
    });
    return { physicalId: id, attributes: { TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${id}` } };
  }
  return { physicalId: id, attributes: { Arn: `arn:aws:any:us-east-1:000000000000:${id}` } };
}

beforeAll(async () => {
  const [{ folder, root }, engine] = await Promise.all([synthesizeSampleApp(), startDynamoDb()]);
  db = engine;
  world = await World.create({ readObject: async (_, key) => app.asset(key) });
  world.house.add(db.service);
  app = new SynthesizedApp(folder, root, world.service, provide);
  await app.deploy(root);
  apiId = String([...app.states.values()].find(({ attributes }) => attributes.GraphQLUrl)?.attributes.ApiId);
}, 180_000);

afterAll(async () => {
  await world?.stop();
  await db?.stop();
});

const ask = async (query: string, { user = 'ed', groups = ['EDITORS'], variables = {} } = {}) =>
  (await world.server.post(apiId, { query, variables }, { authorization: await world.pool.token(user, groups) })).body;
const item = (name: string, body: Awaited<ReturnType<typeof ask>>) => body.data?.[name] as Record<string, unknown>;
const anybody = { user: 'ann', groups: [] };

describe('a model that clients only read', () => {
  beforeAll(async () => {
    const times = { createdAt: { S: '2026-01-05T09:00:00.000Z' }, updatedAt: { S: '2026-01-05T09:00:00.000Z' } };
    for (const [product, available] of [
      ['pc', 0],
      ['tv', 3],
      ['tx', 9],
    ] as const) {
      const Item = {
        product: { S: product },
        place: { S: 'main' },
        available: { N: String(available) },
        state: { S: 'IN' },
        ...times,
      };
      await db.send('PutItem', { TableName: 'LevelTable', Item });
    }
  });

  it('get by a composite identifier', async () => {
    expect(await ask('{ getLevel(product: "tv", place: "main") { product available state createdAt } }')).toEqual({
      data: { getLevel: { product: 'tv', available: 3, state: 'IN', createdAt: '2026-01-05T09:00:00.000Z' } },
    });
    expect(await ask('{ getLevel(product: "no", place: "main") { product } }')).toEqual({ data: { getLevel: null } });
  });

  it('list with a filter, and by pages', async () => {
    const filtered = await ask(
      '{ listLevels(filter: { or: [{ available: { gt: 5 } }, { product: { eq: "pc" } }] }) { items { product } } }',
    );
    expect(item('listLevels', filtered).items).toHaveLength(2);
    const products: unknown[] = [];
    let nextToken: unknown = null;
    do {
      const variables = { nextToken };
      const body = await ask(
        'query($nextToken: String) { listLevels(limit: 2, nextToken: $nextToken) { items { product } nextToken } }',
        { variables },
      );
      const page = item('listLevels', body) as { items: { product: string }[]; nextToken: unknown };
      products.push(...page.items.map(({ product }) => product));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(products.sort()).toEqual(['pc', 'tv', 'tx']);
  });

  it('query by an index, with a sort key condition and a direction', async () => {
    const body = await ask(
      '{ levelsByPlace(place: "main", product: { beginsWith: "t" }, sortDirection: DESC) { items { product } } }',
    );
    expect(item('levelsByPlace', body).items).toEqual([{ product: 'tx' }, { product: 'tv' }]);
  });

  it('is closed to others, and a made-up page token is refused', async () => {
    expect((await ask('{ listLevels { items { product } } }', anybody)).errors).toMatchObject([
      { errorType: 'Unauthorized', message: 'Not Authorized to access listLevels on type Query' },
    ]);
    expect((await ask('{ listLevels(nextToken: "x") { nextToken } }')).errors?.[0]?.message).toContain(
      'Invalid pagination token',
    );
    expect((await ask('{ __type(name: "Mutation") { fields { name } } }')).data).toBeDefined();
  });
});

describe('a model of owners', () => {
  it('is written by its owner and read by all', async () => {
    const created = item(
      'createNote',
      await ask(
        'mutation { createNote(input: { title: "a", extra: "{\\"x\\":1}" }) { id owner title extra } }',
        anybody,
      ),
    );
    expect(created).toMatchObject({ owner: 'ann', title: 'a', extra: '{"x":1}' });
    const variables = { id: created.id };
    const other = { user: 'bob', groups: [], variables };
    expect(item('getNote', await ask('query($id: ID!) { getNote(id: $id) { title } }', other))).toEqual({ title: 'a' });
    const change = 'mutation($id: ID!) { updateNote(input: { id: $id, title: "b", text: null }) { title text } }';
    expect((await ask(change, other)).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect(item('updateNote', await ask(change, { ...anybody, variables }))).toEqual({ title: 'b', text: null });
    const remove = 'mutation($id: ID!) { deleteNote(input: { id: $id }) { title } }';
    expect((await ask(remove, other)).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect(item('deleteNote', await ask(remove, { ...anybody, variables }))).toEqual({ title: 'b' });
  });

  it('holds a condition, and fails as DynamoDB does', async () => {
    const { id } = item('createNote', await ask('mutation { createNote(input: { title: "a" }) { id } }', anybody));
    const query =
      'mutation($id: ID!) { updateNote(input: { id: $id, title: "c" }, condition: { title: { eq: "z" } }) { title } }';
    expect((await ask(query, { ...anybody, variables: { id } })).errors).toMatchObject([
      {
        errorType: 'DynamoDB:ConditionalCheckFailedException',
        message: expect.stringContaining('The conditional request failed'),
      },
    ]);
    expect(
      (await ask('mutation { createNote(input: { title: "a", extra: "{" }) { id } }', anybody)).errors,
    ).toHaveLength(1);
  });

  it('follows its relations both ways', async () => {
    const { id } = item('createNote', await ask('mutation { createNote(input: { title: "n" }) { id } }', anybody));
    const variables = { id };
    await ask('mutation($id: ID!) { createLine(input: { noteId: $id, text: "l" }) { id } }', { ...anybody, variables });
    const body = await ask('query($id: ID!) { getNote(id: $id) { lines { items { text note { title } } } } }', {
      ...anybody,
      variables,
    });
    expect(item('getNote', body)).toEqual({ lines: { items: [{ text: 'l', note: { title: 'n' } }] } });
  });
});

describe('other generated resolvers', () => {
  it('protect a field of a model', async () => {
    const { id } = item('createTask', await ask('mutation { createTask(input: { text: "t", secret: "s" }) { id } }'));
    const query = 'query($id: ID!) { getTask(id: $id) { text secret } }';
    expect(item('getTask', await ask(query, { variables: { id } } as never))).toEqual({ text: 't', secret: 's' });
    const seen = await ask(query, { ...anybody, variables: { id } });
    expect(item('getTask', seen)).toEqual({ text: 't', secret: null });
    expect(seen.errors).toMatchObject([{ path: ['getTask', 'secret'], errorType: 'Unauthorized' }]);
    const denied = await ask('mutation { createTask(input: { text: "t", secret: "s" }) { id } }', anybody);
    expect(denied.errors).toMatchObject([{ errorType: 'Unauthorized', message: 'Unauthorized on [secret]' }]);
  });

  it('join composite sort keys', async () => {
    const input = '{ a: "a", b: "b", c: "c", n: 1, at: "2026-01-05T09:00:00Z" }';
    expect(item('createShelf', await ask(`mutation { createShelf(input: ${input}) { a b c n } }`))).toEqual({
      a: 'a',
      b: 'b',
      c: 'c',
      n: 1,
    });
    const body = await ask(`{
      getShelf(a: "a", b: "b", c: "c") { c }
      listShelves(a: "a", bC: { beginsWith: { b: "b" } }) { items { c } }
      shelvesByTime(b: "b", atN: { between: [{ at: "2025-01-01T00:00:00Z", n: 0 }, { at: "2027-01-01T00:00:00Z", n: 9 }] }) { items { c } }
    }`);
    expect(body).toEqual({
      data: { getShelf: { c: 'c' }, listShelves: { items: [{ c: 'c' }] }, shelvesByTime: { items: [{ c: 'c' }] } },
    });
    const partly = await ask('mutation { updateShelf(input: { a: "a", b: "b", c: "c", n: 2 }) { a } }');
    expect(partly.errors?.[0]?.message).toContain("Missing key: 'at'");
  });

  it('invoke a function with the arguments and the identity', async () => {
    let seen: unknown;
    world.functions.set(
      String(app.states.get([...app.states.keys()].find((id) => id.startsWith('decidelambda')) ?? '')?.attributes.Arn),
      (event) => {
        seen = event;
        const { arguments: args } = event as { arguments: { note?: string } };
        if (args.note === 'fail') throw new Error('no such order');
        return { accepted: true, state: 'OUT' };
      },
    );
    expect(item('decide', await ask('mutation { decide(id: "1") { accepted state } }'))).toEqual({
      accepted: true,
      state: 'OUT',
    });
    expect(seen).toMatchObject({
      typeName: 'Mutation',
      fieldName: 'decide',
      arguments: { id: '1' },
      identity: { username: 'ed', groups: ['EDITORS'] },
    });
    expect((await ask('mutation { decide(id: "1", note: "fail") { accepted } }')).errors).toMatchObject([
      { errorType: 'Lambda:Unhandled', message: 'no such order', path: ['decide'] },
    ]);
    expect((await ask('mutation { decide(id: "1") { accepted } }', anybody)).errors).toMatchObject([
      { errorType: 'Unauthorized' },
    ]);
  });

  it('run APPSYNC_JS on a model’s table', async () => {
    const { id } = item('addNote', await ask('mutation { addNote(title: "js") { id title createdAt } }'));
    expect(
      item('getNote', await ask('query($id: ID!) { getNote(id: $id) { title } }', { variables: { id } } as never)),
    ).toEqual({ title: 'js' });
  });
});

describe('subscriptions', () => {
  const listen = async (query: string, variables = {}, groups = ['READERS']): Promise<RealtimeClient> => {
    const client = await world.server.connect(apiId, { Authorization: await world.pool.token('ray', groups) });
    await client.next();
    client.start('1', query, variables);
    return client;
  };

  it('to a custom mutation of a backend reach readers', async () => {
    const client = await listen('subscription($product: ID) { onChange(product: $product) { product available } }', {
      product: 'tv',
    });
    expect(await client.next()).toMatchObject({ type: 'start_ack' });
    const announce = (product: string) =>
      world.server.post(
        apiId,
        { query: `mutation { announce(product: "${product}", available: 2) { product available } }` },
        {},
        { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/publisher', sessionName: 'one' },
      );
    await announce('pc');
    expect((await announce('tv')).body).toEqual({ data: { announce: { product: 'tv', available: 2 } } });
    expect((await client.next()).payload).toEqual({ data: { onChange: { product: 'tv', available: 2 } } });
    expect((await ask('mutation { announce(product: "tv") { product } }')).errors).toMatchObject([
      { errorType: 'Unauthorized' },
    ]);
    client.close();
  });

  it('to a custom mutation are closed to those in no group', async () => {
    const client = await listen('subscription { onChange { product } }', {}, []);
    expect(await client.next()).toMatchObject({ type: 'error', payload: { errors: [{ errorType: 'Unauthorized' }] } });
    client.close();
  });

  it('to a model pass its filter', async () => {
    const client = await listen(
      'subscription { onCreateNote(filter: { title: { beginsWith: "z" } }) { title owner } }',
    );
    expect(await client.next()).toMatchObject({ type: 'start_ack' });
    await ask('mutation { createNote(input: { title: "a" }) { id title owner } }', anybody);
    await ask('mutation { createNote(input: { title: "zz" }) { id title owner } }', anybody);
    expect((await client.next()).payload).toEqual({ data: { onCreateNote: { title: 'zz', owner: 'ann' } } });
    expect(client.waiting).toBe(0);
    client.close();
  });
});
