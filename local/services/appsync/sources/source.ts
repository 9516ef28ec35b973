import type { House } from '../../../gateway/service.ts';
import type { DataSource } from '../model.ts';
import { DataSourceError } from './data-source-error.ts';
import { callDynamoDb } from './dynamodb.ts';
import { callLambda } from './lambda.ts';

/** Carries out one mapped request; throws a DataSourceError when the source refuses or fails. */
export type Source = (request: unknown) => Promise<unknown>;

/** Calls as the data source's service role, if that role trusts AppSync, on behalf of its API. */
export function sourceOf(dataSource: DataSource, house: House, apiArn: string): Source {
  const appsync = { kind: 'service', service: 'appsync.amazonaws.com', sourceArn: apiArn } as const;
  const { serviceRoleArn } = dataSource;
  const call = (service: string) => async (operation: string, input: Record<string, unknown>) => {
    const principal = serviceRoleArn
      ? house.authorization.takeRole(serviceRoleArn, 'APPSYNC_ASSUME_ROLE', appsync)
      : appsync;
    return house.aws.call({ service, operation, input, principal });
  };
  switch (dataSource.type) {
    case 'NONE':
      return async (request) => asRequest(request).payload ?? null;
    case 'AMAZON_DYNAMODB':
      return (request) => callDynamoDb(asRequest(request), dataSource.tableName ?? '', call('dynamodb'));
    case 'AWS_LAMBDA':
      return (request) => callLambda(asRequest(request), dataSource.lambdaFunctionArn ?? '', call('lambda'));
  }
}

export type MappedRequest = Record<string, unknown>;
export type AwsCall = (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

function asRequest(request: unknown): MappedRequest {
  if (typeof request === 'object' && request !== null && !Array.isArray(request)) return request as MappedRequest;
  throw new DataSourceError('MappingTemplate', 'The request mapping must answer an object.');
}
