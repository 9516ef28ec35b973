import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';

const SCHEMA = `
  type Query {
    open: String
    who: AWSJSON @aws_cognito_user_pools @aws_iam @aws_api_key @aws_lambda
    buyers: String @aws_cognito_user_pools(cognito_groups: ["BUYERS"])
    signed: String @aws_iam
    keyed: String @aws_api_key
    item(id: ID!): Item @aws_cognito_user_pools @aws_iam
    fails: String
    partly: String
    info(a: Int): AWSJSON
    nothing: String!
  }
  type Mutation { save(at: AWSDateTime!, data: AWSJSON): AWSJSON }
  type Item @aws_cognito_user_pools {
    id: ID!
    secret: String @aws_cognito_user_pools(cognito_groups: ["BUYERS"])
    owner: Item
  }
`;

let world: World;
let apiId: string;
const echo = 'export const request = (ctx) => ({ payload: "ok" }); export const response = (ctx) => ctx.result;';

beforeAll(async () => {
  world = await World.create();
  apiId = await world.api(SCHEMA);
  for (const field of ['open', 'buyers', 'signed', 'keyed']) await world.javaScript(apiId, `Query.${field}`, echo);
  await world.javaScript(apiId, 'Query.who', echo.replace('"ok"', 'ctx.identity'));
  await world.javaScript(
    apiId,
    'Query.item',
    echo.replace('"ok"', '({ id: ctx.args.id, secret: "s", owner: { id: 1 } })'),
  );
  await world.javaScript(apiId, 'Mutation.save', echo.replace('"ok"', 'ctx.args'));
  await world.javaScript(
    apiId,
    'Query.info',
    echo.replace(
      '"ok"',
      '({ list: ctx.info.selectionSetList, field: ctx.info.fieldName, variables: ctx.info.variables, agent: ctx.request.headers["user-agent"] })',
    ),
  );
  const util = "import { util } from '@aws-appsync/utils';";
  await world.javaScript(
    apiId,
    'Query.fails',
    `${util} ${echo.replace('ctx.result', 'util.error("broken", "Kind", { a: 1 }, { b: 2 })')}`,
  );
  await world.javaScript(
    apiId,
    'Query.partly',
    `${util} export const request = () => { util.appendError("careful", "Kind"); return {}; }; export const response = () => "value";`,
  );
});
afterAll(() => world.stop());

const token = (groups: string[] = [], claims = {}) => world.pool.token('ada', groups, claims);
const ask = async (query: string, groups: string[] = [], variables: unknown = {}) =>
  (await world.server.post(apiId, { query, variables }, { authorization: await token(groups) })).body;

describe('who is let in', () => {
  const status = async (authorization: string) => world.server.post(apiId, { query: '{ open }' }, { authorization });

  it('a user with a token of the pool, also an id token and one with Bearer', async () => {
    expect((await status(await token())).body).toEqual({ data: { open: 'ok' } });
    expect((await status(`Bearer ${await token()}`)).status).toBe(200);
    expect((await status(await token([], { token_use: 'id', aud: 'client' }))).status).toBe(200);
  });

  it('nobody without credentials, and says so in a 401', async () => {
    const { status, headers, body } = await world.server.post(apiId, { query: '{ open }' });
    expect(status).toBe(401);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'UnauthorizedException',
      'x-amzn-requestid': expect.any(String),
    });
    expect(body.errors).toEqual([{ errorType: 'UnauthorizedException', message: expect.any(String) }]);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['an expired token', () => token([], { exp: 1 }), 'Token has expired.'],
    [
      'a token of another pool',
      () => token([], { iss: 'https://cognito-idp.us-east-1.amazonaws.com/other' }),
      'You are not authorized',
    ],
    ['a token of another use', () => token([], { token_use: 'refresh' }), 'You are not authorized'],
    ['a forged token', async () => `${(await token()).slice(0, -8)}AAAAAAAA`, 'You are not authorized'],
    ['a changed payload', async () => swapPayload(await token(), await token(['BUYERS'])), 'You are not authorized'],
    ['an unsigned token', async () => unsigned(await token()), 'You are not authorized'],
    ['no token at all', async () => 'hello', 'Unable to parse JWT token.'],
  ])('not with %s', async (_, make, message) => {
    const answer = await status(await make());
    expect(answer.status).toBe(401);
    expect(answer.body.errors?.[0]?.message).toContain(message);
  });

  it('a remembered token, but no longer than it lives', async () => {
    const short = await token([], { exp: Math.floor(world.house.clock.now() / 1000) + 60 });
    expect((await status(short)).status).toBe(200);
    await world.house.clock.advanceTo(world.house.clock.now() + 61_000);
    expect((await status(short)).body.errors?.[0]?.message).toBe('Token has expired.');
  });

  it('only clients that match AppIdClientRegex', async () => {
    const pool = { UserPoolId: world.pool.id, AwsRegion: 'us-east-1', AppIdClientRegex: 'web-.*' };
    const id = await world.api('type Query { open: String }', { UserPoolConfig: pool });
    const send = async (client: string) =>
      (await world.server.post(id, { query: '{ open }' }, { authorization: await token([], { client_id: client }) }))
        .status;
    expect(await send('web-1')).toBe(200);
    expect(await send('client')).toBe(401);
  });

  it('an API key until it expires', async () => {
    const now = Math.floor(world.house.clock.now() / 1000);
    const { ApiKey = '' } = await world.create('ApiKey', { ApiId: apiId, Expires: now + 2 * 86_400 });
    const send = async (key: string) =>
      (await world.server.post(apiId, { query: '{ keyed }' }, { 'x-api-key': key })).status;
    expect(await send(ApiKey)).toBe(200);
    expect(await send('da2-guess')).toBe(401);
    await world.house.clock.advanceTo(world.house.clock.now() + 3 * 86_400_000);
    expect(await send(ApiKey)).toBe(401);
  });

  it('no mode that the API does not have', async () => {
    const id = await world.api('type Query { open: String }', { AdditionalAuthenticationProviders: [] });
    expect((await world.server.post(id, { query: '{ open }' }, {}, { kind: 'account' })).status).toBe(401);
  });

  it('whom a Lambda authorizer lets in, less the fields it denies', async () => {
    world.functions.set('authorizer', (event) => {
      const { authorizationToken } = event as { authorizationToken: string };
      return {
        isAuthorized: authorizationToken === 'sesame',
        resolverContext: { a: 'b' },
        deniedFields: ['Query.open'],
      };
    });
    const id = await world.api(SCHEMA, {
      AuthenticationType: 'AWS_LAMBDA',
      UserPoolConfig: undefined,
      LambdaAuthorizerConfig: { AuthorizerUri: 'authorizer' },
    });
    await world.javaScript(id, 'Query.who', echo.replace('"ok"', 'ctx.identity'));
    const send = (authorization: string) => world.server.post(id, { query: '{ who open }' }, { authorization });
    expect((await send('wrong')).status).toBe(401);
    expect((await send('sesame')).body).toMatchObject({
      data: { who: '{"resolverContext":{"a":"b"}}', open: null },
      errors: [{ errorType: 'Unauthorized' }],
    });
  });
});

describe('what a caller may see', () => {
  it('fields of the default mode when nothing is said', async () => {
    const { body } = await world.server.post(apiId, { query: '{ open signed }' }, {}, { kind: 'account' });
    expect(body.data).toEqual({ open: null, signed: 'ok' });
    expect(body.errors).toMatchObject([
      { path: ['open'], errorType: 'Unauthorized', message: 'Not Authorized to access open on type Query' },
    ]);
  });

  it('a field for groups only as their member', async () => {
    expect((await ask('{ buyers }', ['BUYERS'])).data).toEqual({ buyers: 'ok' });
    expect((await ask('{ buyers }', ['OTHERS'])).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });

  it('fields of an object by their own rule, then by the rule of its type', async () => {
    const query = '{ item(id: "1") { id secret } }';
    expect((await ask(query, ['BUYERS'])).data).toEqual({ item: { id: '1', secret: 's' } });
    expect((await ask(query)).data).toEqual({ item: { id: '1', secret: null } });
    const signed = await world.server.post(apiId, { query }, {}, { kind: 'account' });
    expect(signed.body.data).toEqual({ item: null });
  });

  it('nothing ungrouped where the default action is DENY', async () => {
    const id = await world.api('type Query { open: String }', {
      UserPoolConfig: { UserPoolId: world.pool.id, AwsRegion: 'us-east-1', DefaultAction: 'DENY' },
    });
    const { body } = await world.server.post(id, { query: '{ open }' }, { authorization: await token() });
    expect(body.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('identity', () => {
  const who = async (...call: [headers: Record<string, string>, principal?: Parameters<typeof world.server.post>[3]]) =>
    JSON.parse(String((await world.server.post(apiId, { query: '{ who }' }, ...call)).body.data?.who));

  it('of a user', async () => {
    expect(await who({ authorization: await token(['BUYERS']) })).toMatchObject({
      sub: 'sub-ada',
      username: 'ada',
      groups: ['BUYERS'],
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${world.pool.id}`,
      defaultAuthStrategy: 'ALLOW',
      sourceIp: ['127.0.0.1'],
      claims: { token_use: 'access' },
    });
  });

  it('of a role', async () => {
    expect(
      await who({}, { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/worker', sessionName: 's1' }),
    ).toMatchObject({
      accountId: '000000000000',
      userArn: 'arn:aws:sts::000000000000:assumed-role/worker/s1',
      username: 'worker:s1',
      cognitoIdentityId: null,
    });
  });

  it('of an identity pool is never taken for a backend', async () => {
    const sessionName = 'CognitoIdentityCredentials';
    const identity = await who({}, { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/auth', sessionName });
    expect(identity.cognitoIdentityId).not.toBeNull();
    expect(identity.cognitoIdentityPoolId).not.toBeNull();
  });

  it('of an API key is null', async () => {
    const { ApiKey = '' } = await world.create('ApiKey', { ApiId: apiId });
    expect(await who({ 'x-api-key': ApiKey })).toBeNull();
  });
});

describe('answers', () => {
  it('carry a resolver error with all its members, beside the data of other fields', async () => {
    expect(await ask('{ open fails }')).toEqual({
      data: { open: 'ok', fails: null },
      errors: [
        {
          path: ['fails'],
          data: { a: 1 },
          errorType: 'Kind',
          errorInfo: { b: 2 },
          locations: [{ line: 1, column: 8, sourceName: null }],
          message: 'broken',
        },
      ],
    });
  });

  it('carry appended errors beside the value of their field', async () => {
    expect(await ask('{ partly }')).toMatchObject({
      data: { partly: 'value' },
      errors: [{ path: ['partly'], message: 'careful' }],
    });
  });

  it('take AWSJSON and AWSDateTime apart and write them again', async () => {
    const body = await ask('mutation { save(at: "2026-01-05T09:00:00Z", data: "{\\"a\\":[1]}") }');
    expect(JSON.parse(String(body.data?.save))).toEqual({ at: '2026-01-05T09:00:00Z', data: { a: [1] } });
    expect((await ask('mutation { save(at: "soon") }')).errors?.[0]?.message).toContain('AWSDateTime');
  });

  it('show resolvers their selection, variables and headers', async () => {
    const authorization = await token();
    const query = 'query($a: Int) { info(a: $a) }';
    const { body } = await world.server.post(
      apiId,
      { query, variables: { a: 1 } },
      { authorization, 'user-agent': 'me' },
    );
    expect(JSON.parse(String(body.data?.info))).toEqual({ list: [], field: 'info', variables: { a: 1 }, agent: 'me' });
  });

  it('name an unknown field, a missing variable, a null where none may be', async () => {
    expect(await ask('{ nope }')).toMatchObject({
      data: null,
      errors: [
        { path: null, message: "Validation error of type FieldUndefined: Field 'nope' in type 'Query' is undefined" },
      ],
    });
    expect((await ask('query($id: ID!) { item(id: $id) { id } }')).errors?.[0]?.message).toBe(
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    );
    expect((await ask('{ nothing }')).errors?.[0]?.message).toBe(
      "Cannot return null for non-nullable type: 'String' within parent 'Query' (/nothing)",
    );
  });

  it.each([
    ['not json', 400],
    [{ query: '' }, 400],
    [{ query: '{ a( }' }, 400],
    [{ query: 'query A { open } query B { open }' }, 400],
    [{ query: 'query A { open } query B { buyers }', operationName: 'A' }, 200],
  ])('%j is answered with %i', async (body, status) => {
    expect((await world.server.post(apiId, body, { authorization: await token() })).status).toBe(status);
  });

  it('are 404 for an API that does not exist', async () => {
    expect((await world.server.post('nope', { query: '{ open }' })).status).toBe(404);
  });

  it('keep to the limits of the API, each field for itself', async () => {
    const id = await world.api(SCHEMA, { QueryDepthLimit: 2, ResolverCountLimit: 1 });
    const value = '({ id: "1", owner: { id: "2", owner: { id: "3" } } })';
    await world.javaScript(id, 'Query.item', echo.replace('"ok"', value));
    await world.javaScript(id, 'Query.open', echo);
    const send = async (query: string) =>
      (await world.server.post(id, { query }, { authorization: await token() })).body;
    expect(await send('{ item(id: 1) { id } }')).toEqual({ data: { item: { id: '1' } } });
    // A null where none may be goes to the first parent that can be null.
    expect(await send('{ item(id: 1) { id ...deeper } } fragment deeper on Item { owner { id } }')).toMatchObject({
      data: { item: { id: '1', owner: null } },
      errors: [{ errorType: 'QueryDepthLimitReached', path: ['item', 'owner', 'id'] }],
    });
    expect(await send('{ a: open b: open }')).toMatchObject({
      data: { a: 'ok', b: null },
      errors: [{ errorType: 'ResolverExecutionLimitReached', path: ['b'] }],
    });
    expect(await send('{ __schema { types { name } } }')).toMatchObject({
      data: null,
      errors: [{ errorType: 'QueryDepthLimitReached' }],
    });
  });

  it('say nothing of the schema where introspection is off', async () => {
    const id = await world.api(SCHEMA, { IntrospectionConfig: 'DISABLED' });
    const send = async (query: string) =>
      (await world.server.post(id, { query }, { authorization: await token() })).body;
    expect(await send('{ ...all } fragment all on Query { __schema { types { name } queryType { name } } }')).toEqual({
      data: null,
      errors: ['types', 'queryType'].map((name) => ({
        path: null,
        locations: [expect.objectContaining({ line: 1 })],
        message: `Validation error of type FieldUndefined: Field '${name}' in type '__Schema' is undefined @ '__schema/${name}'`,
      })),
    });
    expect((await send('{ __type(name: "Item") { fields { name } } }')).data).toBeNull();
    expect((await send('{ __typename open }')).data).toEqual({ __typename: 'Query', open: null });
  });
});

it('everything is there after a restart', async () => {
  world.restart();
  expect((await ask('{ open }')).data).toEqual({ open: 'ok' });
});

const swapPayload = (token: string, other: string) => {
  const [header, , signature] = token.split('.');
  return [header, other.split('.')[1], signature].join('.');
};
const unsigned = (token: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
