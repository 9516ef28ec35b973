import type { House, Service } from '../../gateway/service.ts';
import { appSyncAccess } from './access.ts';
import { adminOperations, ROUTES } from './admin.ts';
import { Apis } from './apis.ts';
import { apiKeyResource } from './control/api-key.ts';
import { dataSourceResource } from './control/data-source.ts';
import { functionResource } from './control/function.ts';
import { apiResource } from './control/graphql-api.ts';
import { resolverResource } from './control/resolver.ts';
import { schemaResource } from './control/schema.ts';
import type { AppSyncDeps } from './deps.ts';
import { graphqlEndpoint } from './http/graphql-endpoint.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';

/** AppSync: GraphQL over HTTP, subscriptions over WebSocket, both below `/appsync/<apiId>/`. */
export function createAppSync(house: House, deps: AppSyncDeps): Service {
  const apis = new Apis(house, deps);
  const realtime = new RealtimeServer(apis);
  return {
    name: 'appsync',
    protocol: { kind: 'rest-json', routes: ROUTES },
    operations: adminOperations(apis),
    access: appSyncAccess((apiId) => apis.arn(apiId)),
    paths: { '/appsync/': graphqlEndpoint(apis) },
    upgrades: { '/appsync/': (request, socket, head) => realtime.upgrade(request, socket, head) },
    resources: {
      'AWS::AppSync::GraphQLApi': apiResource(apis),
      'AWS::AppSync::GraphQLSchema': schemaResource(apis),
      'AWS::AppSync::DataSource': dataSourceResource(apis),
      'AWS::AppSync::FunctionConfiguration': functionResource(apis),
      'AWS::AppSync::Resolver': resolverResource(apis),
      'AWS::AppSync::ApiKey': apiKeyResource(apis),
    },
    stop: async () => realtime.stop(),
  };
}
