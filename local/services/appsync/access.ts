import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsappsync.html; fields are asked for in apis.ts. */
export const appSyncAccess = (arnOf: (apiId: string) => string): AccessMap => ({
  ...actionsOn('appsync', ({ apiId }) => arnOf(String(apiId)), ['GetGraphqlApi']),
  ...actionsOnAll('appsync', [
    ...['ListGraphqlApis', 'ListFunctions', 'GetFunction', 'UpdateFunction', 'StartSchemaCreation'],
    ...['GetSchemaCreationStatus', 'GetIntrospectionSchema', 'ListResolvers', 'GetResolver', 'UpdateResolver'],
    ...['ListDataSources', 'ListApiKeys', 'UpdateApiKey'],
  ]),
});
