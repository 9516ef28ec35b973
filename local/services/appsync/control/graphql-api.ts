import { randomBytes } from 'node:crypto';
import { AwsError, Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import type {
  Api,
  AuthenticationProvider,
  AuthenticationType,
  LambdaAuthorizerConfig,
  UserPoolConfig,
} from '../model.ts';
import { asList, asRecord, optionalNumber, optionalText, refuse, text } from './properties.ts';

const TYPE = 'AWS::AppSync::GraphQLApi';
const MODES: readonly AuthenticationType[] = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'AWS_LAMBDA'];

/** AppSync's ids are 26 letters and digits. */
export const newId = () =>
  [...randomBytes(26)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte % 32)).join('');

export function apiResource(apis: Apis): ResourceProvider {
  return {
    create: async (properties, { tags }) => {
      const api = apiOf(newId(), properties, tags);
      apis.store.put(api);
      return stateOf(apis, api.apiId);
    },
    update: async ({ attributes }, properties, _, { tags }) => {
      const apiId = String(attributes.ApiId);
      apis.store.put(apiOf(apiId, properties, tags));
      return stateOf(apis, apiId);
    },
    delete: async ({ attributes }) => apis.store.delete(String(attributes.ApiId)),
  };
}

function stateOf(apis: Apis, apiId: string): ResourceState {
  const url = apis.url(apiId);
  const realtime = `${url.replace(/^http/, 'ws')}/realtime`;
  const { host } = new URL(url);
  return {
    physicalId: apis.arn(apiId),
    attributes: {
      ApiId: apiId,
      Arn: apis.arn(apiId),
      GraphQLUrl: url,
      GraphQLDns: host,
      GraphQLEndpointArn: `${apis.arn(apiId).replace(':apis/', ':endpoints/graphql-api/')}`,
      RealtimeUrl: realtime,
      RealtimeDns: host,
    },
  };
}

function apiOf(apiId: string, properties: Properties, tags: Record<string, string>): Api {
  refuse(TYPE, properties, ['OpenIDConnectConfig', 'MergedApiExecutionRoleArn', 'EnhancedMetricsConfig']);
  if (optionalText(properties, 'ApiType') === 'MERGED') throw new Unsupported('merged APIs (ApiType MERGED)');
  if (optionalText(properties, 'Visibility') === 'PRIVATE') throw new Unsupported('private APIs (Visibility PRIVATE)');
  const own = asList(properties.Tags).map(({ Key, Value }) => [String(Key), String(Value)] as const);
  return {
    apiId,
    name: text(properties, 'Name'),
    authentication: [
      providerOf(properties),
      ...asList(properties.AdditionalAuthenticationProviders).map((provider) => providerOf(provider)),
    ],
    introspection: introspectionOf(properties),
    queryDepthLimit: limitOf(properties, 'QueryDepthLimit', 75),
    resolverCountLimit: limitOf(properties, 'ResolverCountLimit', 10_000),
    environmentVariables: asRecord(properties.EnvironmentVariables) as Record<string, string>,
    tags: { ...tags, ...Object.fromEntries(own) },
    xrayEnabled: String(properties.XrayEnabled) === 'true',
    ...(properties.LogConfig === undefined ? {} : { logConfig: asRecord(properties.LogConfig) }),
  };
}

function introspectionOf(properties: Properties): boolean {
  const setting = optionalText(properties, 'IntrospectionConfig') ?? 'ENABLED';
  if (setting === 'ENABLED' || setting === 'DISABLED') return setting === 'ENABLED';
  throw new AwsError('BadRequestException', `IntrospectionConfig must be ENABLED or DISABLED, and not ${setting}.`);
}

/** A limit up to AppSync's own; 0 stands for none of the API's. */
function limitOf(properties: Properties, name: string, most: number): number {
  const limit = optionalNumber(properties, name) ?? 0;
  if (Number.isInteger(limit) && limit >= 0 && limit <= most) return limit;
  throw new AwsError('BadRequestException', `${name} must be a whole number from 0 to ${most}.`);
}

function providerOf(properties: Properties): AuthenticationProvider {
  const mode = text(properties, 'AuthenticationType') as AuthenticationType;
  if (!MODES.includes(mode)) throw new Unsupported(`the AppSync authentication type ${mode}`);
  const provider: AuthenticationProvider = { AuthenticationType: mode };
  if (mode === 'AMAZON_COGNITO_USER_POOLS') {
    const pool = asRecord(properties.UserPoolConfig);
    if (typeof pool.UserPoolId !== 'string') throw missing('UserPoolConfig');
    provider.UserPoolConfig = pool as unknown as UserPoolConfig;
  }
  if (mode === 'AWS_LAMBDA') {
    const authorizer = asRecord(properties.LambdaAuthorizerConfig);
    if (typeof authorizer.AuthorizerUri !== 'string') throw missing('LambdaAuthorizerConfig');
    provider.LambdaAuthorizerConfig = authorizer as unknown as LambdaAuthorizerConfig;
  }
  return provider;
}

const missing = (name: string) =>
  new AwsError('BadRequestException', `${name} is required for this authentication type.`);
