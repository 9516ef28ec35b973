import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, Properties, ResourceContext } from '../../../gateway/service.ts';
import { World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.stop());

const admin = async (operation: string, input: Record<string, unknown>) =>
  (await world.service.operations[operation]?.(input, {} as Call)) as Record<string, unknown>;
const ask = async (apiId: string, query: string) =>
  (await world.server.post(apiId, { query }, { authorization: await world.pool.token('ada', []) })).body;
const unit = (ApiId: string, field: string, more: Properties = {}) => {
  const [TypeName, FieldName] = field.split('.');
  return { ApiId, TypeName, FieldName, DataSourceName: 'none', ...more };
};

describe('resources', () => {
  it('have the attributes that templates refer to', async () => {
    const api = await world.create('GraphQLApi', { Name: 'a', AuthenticationType: 'API_KEY' });
    const { ApiId } = api;
    expect(ApiId).toMatch(/^[a-z0-9]{26}$/);
    expect(api).toMatchObject({
      Arn: `arn:aws:appsync:us-east-1:000000000000:apis/${ApiId}`,
      GraphQLUrl: `${world.server.url}/appsync/${ApiId}/graphql`,
      RealtimeUrl: `${world.server.url.replace('http', 'ws')}/appsync/${ApiId}/graphql/realtime`,
    });
    expect(await world.create('DataSource', { ApiId, Name: 'none', Type: 'NONE' })).toEqual({
      Name: 'none',
      DataSourceArn: `${api.Arn}/datasources/none`,
    });
    const made = await world.create('FunctionConfiguration', {
      ApiId,
      Name: 'f',
      DataSourceName: 'none',
      FunctionVersion: '2018-05-29',
    });
    expect(made.FunctionArn).toBe(`${api.Arn}/functions/${made.FunctionId}`);
    expect((await world.create('ApiKey', { ApiId })).ApiKey).toMatch(/^da2-[a-z0-9]{26}$/);
    expect((await world.create('Resolver', unit(String(ApiId), 'Query.a'))).ResolverArn).toBe(
      `${api.Arn}/types/Query/resolvers/a`,
    );
  });

  it.each<[string, Properties, string]>([
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'OPENID_CONNECT' }, 'OPENID_CONNECT'],
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'API_KEY', ApiType: 'MERGED' }, 'merged APIs'],
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'API_KEY', IntrospectionConfig: 'off' }, 'ENABLED or DISABLED'],
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'API_KEY', QueryDepthLimit: 76 }, 'from 0 to 75'],
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'API_KEY', ResolverCountLimit: 10_001 }, 'from 0 to 10000'],
    ['GraphQLApi', { Name: 'a', AuthenticationType: 'AMAZON_COGNITO_USER_POOLS' }, 'UserPoolConfig is required'],
    ['DataSource', { Name: 'x', Type: 'HTTP' }, 'data source type HTTP'],
    [
      'DataSource',
      { Name: 'x', Type: 'RELATIONAL_DATABASE', RelationalDatabaseConfig: {} },
      'RelationalDatabaseConfig',
    ],
    [
      'DataSource',
      { Name: 'x', Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', Versioned: true } },
      'conflict detection',
    ],
    ['Resolver', { TypeName: 'Query', FieldName: 'a', DataSourceName: 'none', CachingConfig: {} }, 'CachingConfig'],
    ['Resolver', { TypeName: 'Query', FieldName: 'a' }, 'needs a data source'],
    ['FunctionConfiguration', { Name: 'f', DataSourceName: 'none', SyncConfig: {} }, 'SyncConfig'],
    ['GraphQLSchema', { Definition: 'type Query {' }, 'FAILED with details: Syntax Error'],
    ['GraphQLSchema', { Definition: 'type Query { a: Nothing }' }, 'Unknown type'],
    ['ApiKey', { Expires: 1 }, 'API key must be valid'],
  ])('%s %j is refused', async (type, properties, message) => {
    const ApiId = await world.api('type Query { a: String }');
    await expect(world.create(type, { ApiId, ...properties })).rejects.toThrow(message);
  });

  it('are nothing once the API is deleted', async () => {
    const provider = world.service.resources?.['AWS::AppSync::GraphQLApi'];
    const ApiId = await world.api('type Query { a: String }');
    await provider?.delete({ physicalId: '', attributes: { ApiId } }, {}, {} as ResourceContext);
    expect((await world.server.post(ApiId, { query: '{ a }' })).status).toBe(404);
  });

  it('take schema and templates from S3', async () => {
    world.objects.set('assets/schema.graphql', 'type Query { a: String }');
    world.objects.set('assets/request.vtl', '{ "payload": "from S3" }');
    const ApiId = await world.api('type Query { b: String }');
    await world.create('GraphQLSchema', { ApiId, DefinitionS3Location: 's3://assets/schema.graphql' });
    const templates = {
      RequestMappingTemplateS3Location: 's3://assets/request.vtl',
      ResponseMappingTemplate: '$util.toJson($ctx.result)',
    };
    await world.create('Resolver', unit(ApiId, 'Query.a', templates));
    expect(await ask(ApiId, '{ a }')).toEqual({ data: { a: 'from S3' } });
  });
});

describe('resolvers', () => {
  it('share stash and arguments along a pipeline, and see what came before', async () => {
    const ApiId = await world.api('type Query { a(x: Int): AWSJSON }');
    const add = async (Name: string, request: string, response: string) =>
      (
        await world.create('FunctionConfiguration', {
          ApiId,
          Name,
          DataSourceName: 'none',
          FunctionVersion: '2018-05-29',
          RequestMappingTemplate: request,
          ResponseMappingTemplate: response,
        })
      ).FunctionId;
    const first = await add(
      'first',
      '#set($ctx.args.x = 5)$util.qr($ctx.stash.put("seen", $ctx.prev.result))\n{ "payload": 1 }',
      '$util.toJson($ctx.result)',
    );
    const second = await add(
      'second',
      '#return({"early": $ctx.prev.result, "x": $ctx.args.x, "seen": $ctx.stash.seen})',
      'never',
    );
    await world.create('Resolver', {
      ...unit(ApiId, 'Query.a'),
      Kind: 'PIPELINE',
      PipelineConfig: { Functions: [first, second] },
      RequestMappingTemplate: '{"before": true}',
      ResponseMappingTemplate: '$util.toJson($ctx.prev.result)',
    });
    const { data, errors } = await ask(ApiId, '{ a(x: 1) }');
    expect(errors).toBeUndefined();
    expect(JSON.parse(String(data?.a))).toEqual({ early: 1, x: 5, seen: { before: true } });
  });

  it('name what a template stumbles over', async () => {
    const ApiId = await world.api('type Query { a: String b: String c: String }');
    const field = (name: string, RequestMappingTemplate: string) =>
      world.create(
        'Resolver',
        unit(ApiId, `Query.${name}`, { RequestMappingTemplate, ResponseMappingTemplate: 'null' }),
      );
    await field('a', '$util.nope()');
    await field('b', '{ broken');
    await field('c', '#if(');
    const { errors = [] } = await ask(ApiId, '{ a b c }');
    expect(errors.every(({ errorType }) => errorType === 'MappingTemplate')).toBe(true);
    expect(errors.map(({ message }) => message)).toEqual([
      'Unable to transform the mapping template: $util.nope is not supported',
      "Unable to parse the JSON document: '{ broken'",
      expect.stringContaining('Unable to compile the mapping template'),
    ]);
  });

  it('show a data source error to the templates of 2018-05-29, and not to those of 2017-02-28', async () => {
    world.functions.set('broken', () => {
      throw new Error('boom');
    });
    const ApiId = await world.api('type Query { old: String new: String direct: String }');
    await world.create('DataSource', {
      ApiId,
      Name: 'broken',
      Type: 'AWS_LAMBDA',
      LambdaConfig: { LambdaFunctionArn: 'broken' },
    });
    const field = (name: string, version: string) =>
      world.create(
        'Resolver',
        unit(ApiId, `Query.${name}`, {
          DataSourceName: 'broken',
          RequestMappingTemplate: `{ "version": "${version}", "operation": "Invoke", "payload": {} }`,
          ResponseMappingTemplate: '$util.toJson("caught $ctx.error.message")',
        }),
      );
    await field('old', '2017-02-28');
    await field('new', '2018-05-29');
    await world.create('Resolver', unit(ApiId, 'Query.direct', { DataSourceName: 'broken' }));
    const { data, errors } = await ask(ApiId, '{ old new direct }');
    expect(data).toEqual({ old: null, new: 'caught boom', direct: null });
    expect(errors).toMatchObject([
      { path: ['old'], errorType: 'Lambda:Unhandled', message: 'boom' },
      { path: ['direct'], errorType: 'Lambda:Unhandled', message: 'boom' },
    ]);
  });
});

describe('a hotswap', () => {
  it('changes a function and the schema of a running API', async () => {
    const ApiId = await world.api('type Query { a: String }');
    const { FunctionId } = await world.create('FunctionConfiguration', {
      ApiId,
      Name: 'f',
      DataSourceName: 'none',
      RequestMappingTemplate: '{ "payload": "one" }',
      ResponseMappingTemplate: '$util.toJson($ctx.result)',
    });
    await world.create('Resolver', {
      ...unit(ApiId, 'Query.a'),
      Kind: 'PIPELINE',
      PipelineConfig: { Functions: [FunctionId] },
      RequestMappingTemplate: '{}',
      ResponseMappingTemplate: '$util.toJson($ctx.prev.result)',
    });
    expect((await ask(ApiId, '{ a }')).data).toEqual({ a: 'one' });
    const { functions } = (await admin('ListFunctions', { apiId: ApiId })) as { functions: Record<string, unknown>[] };
    expect(functions).toMatchObject([{ functionId: FunctionId, name: 'f' }]);
    await admin('UpdateFunction', { ...functions[0], apiId: ApiId, requestMappingTemplate: '{ "payload": "two" }' });
    expect((await ask(ApiId, '{ a }')).data).toEqual({ a: 'two' });
    const definition = Buffer.from('type Query { a: String b: Int }').toString('base64');
    expect(await admin('StartSchemaCreation', { apiId: ApiId, definition })).toEqual({ status: 'SUCCESS' });
    expect(await admin('GetSchemaCreationStatus', { apiId: ApiId })).toMatchObject({ status: 'SUCCESS' });
    expect((await ask(ApiId, '{ a b }')).data).toEqual({ a: 'two', b: null });
  });

  it('finds nothing of an API that does not exist', async () => {
    await expect(admin('GetGraphqlApi', { apiId: 'nope' })).rejects.toThrow('not found');
  });
});
