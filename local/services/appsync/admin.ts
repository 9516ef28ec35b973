import { type GraphQLSchema, introspectionFromSchema, printSchema } from 'graphql';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { HttpResponse, Operation, RestRoute } from '../../gateway/service.ts';
import type { Apis } from './apis.ts';
import { putSchema } from './control/schema.ts';
import { buildApiSchema } from './execution/schema.ts';
import type { Api, ApiKey, FunctionConfiguration, Resolver } from './model.ts';

const API = '/v1/apis/{apiId}';

/** What a hotswap and a curious person ask: all else of the control plane goes through CloudFormation. */
export const ROUTES: readonly RestRoute[] = [
  { method: 'GET', path: '/v1/apis', operation: 'ListGraphqlApis' },
  { method: 'GET', path: API, operation: 'GetGraphqlApi' },
  { method: 'GET', path: `${API}/functions`, operation: 'ListFunctions' },
  { method: 'GET', path: `${API}/functions/{functionId}`, operation: 'GetFunction' },
  { method: 'POST', path: `${API}/functions/{functionId}`, operation: 'UpdateFunction' },
  { method: 'POST', path: `${API}/schemacreation`, operation: 'StartSchemaCreation' },
  { method: 'GET', path: `${API}/schemacreation`, operation: 'GetSchemaCreationStatus' },
  {
    method: 'GET',
    path: `${API}/schema`,
    operation: 'GetIntrospectionSchema',
    respond: (output) => schemaAnswer(output),
  },
  { method: 'GET', path: `${API}/types/{typeName}/resolvers`, operation: 'ListResolvers' },
  { method: 'GET', path: `${API}/types/{typeName}/resolvers/{fieldName}`, operation: 'GetResolver' },
  { method: 'POST', path: `${API}/types/{typeName}/resolvers/{fieldName}`, operation: 'UpdateResolver' },
  { method: 'GET', path: `${API}/datasources`, operation: 'ListDataSources' },
  { method: 'GET', path: `${API}/apikeys`, operation: 'ListApiKeys' },
  { method: 'POST', path: `${API}/apikeys/{id}`, operation: 'UpdateApiKey' },
];

const schemaAnswer = ({ schema }: { schema: string }): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/octet-stream' },
  body: schema,
});

interface MappingInput {
  requestMappingTemplate?: string;
  responseMappingTemplate?: string;
  code?: string;
  runtime?: { name?: string };
}

type FunctionInput = MappingInput & {
  apiId: string;
  functionId: string;
  name: string;
  dataSourceName: string;
  functionVersion?: string;
};
type ResolverInput = MappingInput & {
  apiId: string;
  typeName: string;
  fieldName: string;
  kind?: string;
  dataSourceName?: string;
  pipelineConfig?: { functions?: string[] };
};

export function adminOperations(apis: Apis): Readonly<Record<string, Operation>> {
  const { store } = apis;
  return {
    ListGraphqlApis: () => ({ graphqlApis: store.list().map((api) => shownApi(apis, api)) }),
    GetGraphqlApi: ({ apiId }: { apiId: string }) => ({ graphqlApi: shownApi(apis, store.get(apiId)) }),
    ListFunctions: ({ apiId }: { apiId: string }) => ({
      functions: store.functions.list(store.get(apiId).apiId).map((item) => shownFunction(apis, apiId, item)),
    }),
    GetFunction: ({ apiId, functionId }: FunctionInput) => ({
      functionConfiguration: shownFunction(
        apis,
        apiId,
        found(store.functions.get(apiId, functionId), `function ${functionId}`),
      ),
    }),
    UpdateFunction: (input: FunctionInput) => {
      const { apiId, functionId, name, dataSourceName, functionVersion } = input;
      found(store.functions.get(apiId, functionId), `function ${functionId}`);
      const item = { functionId, name, dataSourceName, functionVersion, ...mappingOf(input) };
      store.functions.put(apiId, functionId, item);
      return { functionConfiguration: shownFunction(apis, apiId, item) };
    },
    StartSchemaCreation: ({ apiId, definition }: { apiId: string; definition: string }) => {
      store.get(apiId);
      putSchema(apis, apiId, Buffer.from(definition, 'base64').toString());
      return { status: 'SUCCESS' };
    },
    GetSchemaCreationStatus: ({ apiId }: { apiId: string }) =>
      store.schema(store.get(apiId).apiId) === undefined
        ? { status: 'NOT_APPLICABLE', details: '' }
        : { status: 'SUCCESS', details: 'Successfully created schema.' },
    GetIntrospectionSchema: ({ apiId, format }: { apiId: string; format?: string }) => {
      const schema = buildApiSchema(found(store.schema(store.get(apiId).apiId), 'schema'));
      return { schema: format === 'JSON' ? asJson(schema) : printSchema(schema) };
    },
    ListResolvers: ({ apiId, typeName }: ResolverInput) => ({
      resolvers: store.resolvers
        .list(store.get(apiId).apiId)
        .filter((resolver) => resolver.typeName === typeName)
        .map((resolver) => shownResolver(apis, apiId, resolver)),
    }),
    GetResolver: ({ apiId, typeName, fieldName }: ResolverInput) => ({
      resolver: shownResolver(apis, apiId, found(store.resolvers.get(apiId, `${typeName}.${fieldName}`), 'resolver')),
    }),
    UpdateResolver: (input: ResolverInput) => {
      const { apiId, typeName, fieldName, kind, dataSourceName, pipelineConfig } = input;
      found(store.resolvers.get(apiId, `${typeName}.${fieldName}`), 'resolver');
      const resolver: Resolver = {
        typeName,
        fieldName,
        kind: kind === 'PIPELINE' ? 'PIPELINE' : 'UNIT',
        dataSourceName,
        functionIds: pipelineConfig?.functions ?? [],
        ...mappingOf(input),
      };
      store.resolvers.put(apiId, `${typeName}.${fieldName}`, resolver);
      return { resolver: shownResolver(apis, apiId, resolver) };
    },
    ListDataSources: ({ apiId }: { apiId: string }) => ({
      dataSources: store.dataSources
        .list(store.get(apiId).apiId)
        .map(({ tableName, lambdaFunctionArn, ...source }) => ({
          ...source,
          dataSourceArn: `${apis.arn(apiId)}/datasources/${source.name}`,
          ...(tableName ? { dynamodbConfig: { tableName, awsRegion: apis.house.region } } : {}),
          ...(lambdaFunctionArn ? { lambdaConfig: { lambdaFunctionArn } } : {}),
        })),
    }),
    ListApiKeys: ({ apiId }: { apiId: string }) => ({ apiKeys: store.keys.list(store.get(apiId).apiId).map(shownKey) }),
    UpdateApiKey: ({ apiId, id, expires, description }: { apiId: string } & ApiKey) => {
      const known = found(store.keys.get(apiId, id), `API key`);
      const key = { ...known, expires: expires ?? known.expires, description: description ?? known.description };
      store.keys.put(apiId, id, key);
      return { apiKey: shownKey(key) };
    },
  };
}

const asJson = (schema: GraphQLSchema) => JSON.stringify({ data: introspectionFromSchema(schema) });

function found<T>(item: T | undefined, what: string): T {
  if (item === undefined) throw new AwsError('NotFoundException', `No ${what} found.`, { status: 404 });
  return item;
}

function mappingOf({ requestMappingTemplate, responseMappingTemplate, code, runtime }: MappingInput) {
  if (runtime?.name !== undefined && runtime.name !== 'APPSYNC_JS')
    throw new Unsupported(`the AppSync runtime ${runtime.name}`);
  return { code, requestTemplate: requestMappingTemplate, responseTemplate: responseMappingTemplate };
}

const APPSYNC_JS = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

function shownFunction(apis: Apis, apiId: string, item: FunctionConfiguration) {
  const { code, requestTemplate, responseTemplate, ...rest } = item;
  return {
    ...rest,
    functionArn: `${apis.arn(apiId)}/functions/${item.functionId}`,
    requestMappingTemplate: requestTemplate,
    responseMappingTemplate: responseTemplate,
    ...(code === undefined ? {} : { code, runtime: APPSYNC_JS }),
  };
}

function shownResolver(apis: Apis, apiId: string, resolver: Resolver) {
  const { code, requestTemplate, responseTemplate, functionIds, ...rest } = resolver;
  return {
    ...rest,
    resolverArn: `${apis.arn(apiId)}/types/${resolver.typeName}/resolvers/${resolver.fieldName}`,
    requestMappingTemplate: requestTemplate,
    responseMappingTemplate: responseTemplate,
    ...(resolver.kind === 'PIPELINE' ? { pipelineConfig: { functions: functionIds } } : {}),
    ...(code === undefined ? {} : { code, runtime: APPSYNC_JS }),
  };
}

const shownKey = ({ id, description, expires }: ApiKey) => ({
  id,
  description,
  expires,
  deletes: expires + 60 * 86_400,
});

function shownApi(
  apis: Apis,
  { apiId, name, authentication: [byDefault, ...others], tags, xrayEnabled, logConfig }: Api,
) {
  const url = apis.url(apiId);
  return {
    apiId,
    name,
    arn: apis.arn(apiId),
    authenticationType: byDefault?.AuthenticationType,
    userPoolConfig: shownPool(byDefault?.UserPoolConfig),
    additionalAuthenticationProviders: others.map(({ AuthenticationType, UserPoolConfig }) => ({
      authenticationType: AuthenticationType,
      userPoolConfig: shownPool(UserPoolConfig),
    })),
    uris: { GRAPHQL: url, REALTIME: `${url.replace(/^http/, 'ws')}/realtime` },
    tags,
    xrayEnabled,
    logConfig: logConfig && {
      fieldLogLevel: logConfig.FieldLogLevel,
      cloudWatchLogsRoleArn: logConfig.CloudWatchLogsRoleArn,
    },
  };
}

const shownPool = (pool: Api['authentication'][number]['UserPoolConfig']) =>
  pool && { userPoolId: pool.UserPoolId, awsRegion: pool.AwsRegion, defaultAction: pool.DefaultAction };
