/** What the store keeps of an API, in collections `appsync.*`. */
export interface UserPoolConfig {
  UserPoolId: string;
  AwsRegion?: string;
  DefaultAction?: 'ALLOW' | 'DENY';
  AppIdClientRegex?: string;
}

export type AuthenticationType = 'API_KEY' | 'AWS_IAM' | 'AMAZON_COGNITO_USER_POOLS' | 'AWS_LAMBDA';

export interface LambdaAuthorizerConfig {
  AuthorizerUri: string;
  IdentityValidationExpression?: string;
}

export interface AuthenticationProvider {
  AuthenticationType: AuthenticationType;
  UserPoolConfig?: UserPoolConfig;
  LambdaAuthorizerConfig?: LambdaAuthorizerConfig;
}

export interface Api {
  apiId: string;
  name: string;
  /** The first is the default. */
  authentication: AuthenticationProvider[];
  introspection: boolean;
  /** 0: no limit. */
  queryDepthLimit: number;
  resolverCountLimit: number;
  environmentVariables: Record<string, string>;
  tags: Record<string, string>;
  /** Kept and answered; field errors go to the response alone. */
  logConfig?: Record<string, unknown>;
  xrayEnabled: boolean;
}

export interface DataSource {
  name: string;
  type: 'AMAZON_DYNAMODB' | 'AWS_LAMBDA' | 'NONE';
  description?: string;
  serviceRoleArn?: string;
  tableName?: string;
  lambdaFunctionArn?: string;
}

/** Either templates or code; neither means that the data source is called directly. */
export interface Mapping {
  requestTemplate?: string;
  responseTemplate?: string;
  code?: string;
}

export interface FunctionConfiguration extends Mapping {
  functionId: string;
  name: string;
  description?: string;
  dataSourceName: string;
  functionVersion?: string;
  maxBatchSize?: number;
}

export interface Resolver extends Mapping {
  typeName: string;
  fieldName: string;
  kind: 'UNIT' | 'PIPELINE';
  dataSourceName?: string;
  functionIds: string[];
  maxBatchSize?: number;
}

export interface ApiKey {
  id: string;
  key: string;
  description?: string;
  /** Seconds since the epoch. */
  expires: number;
}
