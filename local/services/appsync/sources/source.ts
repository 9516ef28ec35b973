import type { House, Principal } from '../../../gateway/service.ts';
import type { DataSource } from '../model.ts';
import { DataSourceError } from './data-source-error.ts';
import { callDynamoDb } from './dynamodb.ts';
import { callLambda } from './lambda.ts';

/** Carries out one mapped request; throws a DataSourceError when the source refuses or fails. */
export type Source = (request: unknown) => Promise<unknown>;

export function sourceOf(dataSource: DataSource, house: House): Source {
  const principal: Principal = dataSource.serviceRoleArn
    ? { kind: 'role', roleArn: dataSource.serviceRoleArn, sessionName: 'APPSYNC_ASSUME_ROLE' }
    : { kind: 'service', service: 'appsync.amazonaws.com' };
  const call = (service: string) => (operation: string, input: Record<string, unknown>) =>
    house.aws.call({ service, operation, input, principal });
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
