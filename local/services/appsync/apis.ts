import type { OperationDefinitionNode } from 'graphql';
import type { House, Principal } from '../../gateway/service.ts';
import { ApiStore } from './api-store.ts';
import type { AppSyncDeps } from './deps.ts';
import { ApiRuntime } from './execution/api-runtime.ts';
import type { Caller } from './execution/caller.ts';
import type { GraphQLResponse } from './execution/execute.ts';
import type { RequestContext } from './execution/request-context.ts';
import { Authenticator } from './http/authenticate.ts';
import type { Api } from './model.ts';
import { Hub } from './realtime/hub.ts';
import { publishedFields } from './realtime/published.ts';

/** AppSync's own limit where an API sets none. */
const RESOLVER_COUNT_LIMIT = 10_000;

/** The action that IAM callers need, on the field. */
const GRAPHQL = 'appsync:GraphQL';

/** The APIs at work: compiled when first asked for, and anew after a change. */
export class Apis {
  readonly house: House;
  readonly deps: AppSyncDeps;
  readonly store: ApiStore;
  readonly authenticator: Authenticator;
  readonly hub = new Hub();
  readonly #runtimes = new Map<string, ApiRuntime>();

  constructor(house: House, deps: AppSyncDeps) {
    this.house = house;
    this.deps = deps;
    this.store = new ApiStore(house.store, (apiId) => void this.#runtimes.delete(apiId));
    this.authenticator = new Authenticator(this.store, house, deps);
  }

  find(apiId: string): Api | undefined {
    return this.#runtimes.get(apiId)?.api ?? this.store.find(apiId);
  }

  runtime(api: Api): ApiRuntime {
    const known = this.#runtimes.get(api.apiId);
    if (known) return known;
    const runtime = new ApiRuntime(api, this.store, this.house);
    this.#runtimes.set(api.apiId, runtime);
    return runtime;
  }

  url(apiId: string): string {
    return `${this.house.url}/appsync/${apiId}/graphql`;
  }

  arn(apiId: string): string {
    return `arn:aws:appsync:${this.house.region}:${this.house.account}:apis/${apiId}`;
  }

  contextOf(api: Api, caller: Caller, headers: Record<string, string>): RequestContext {
    const { principal } = caller;
    return {
      caller,
      headers: withoutCredentials(headers),
      environment: api.environmentVariables,
      purpose: 'execute',
      appended: [],
      resolversLeft: api.resolverCountLimit || RESOLVER_COUNT_LIMIT,
      ...(principal
        ? { permits: (typeName: string, fieldName: string) => this.#permits(api, principal, typeName, fieldName) }
        : {}),
    };
  }

  #permits(api: Api, principal: Principal, typeName: string, fieldName: string): boolean {
    const resource = `${this.arn(api.apiId)}/types/${typeName}/fields/${fieldName}`;
    return this.house.authorization.allows(principal, { action: GRAPHQL, resource });
  }

  /** Tells subscribers of a mutation's result. */
  publish(api: Api, operation: OperationDefinitionNode, query: string, { data }: GraphQLResponse): void {
    const runtime = this.runtime(api);
    if (!data || !this.hub.hasSubscribers(api.apiId)) return;
    const { document } = runtime.prepare(query);
    for (const { field, payload } of publishedFields(runtime.schema, document, operation, data)) {
      for (const name of runtime.subscriptions.get(field) ?? []) {
        this.hub.publish(runtime, name, payload);
      }
    }
  }
}

/** Resolvers see the request's headers; on AWS too, the authorization header is among them. */
const withoutCredentials = (headers: Record<string, string>): Record<string, string> => {
  const { 'x-amz-security-token': _, ...rest } = headers;
  return rest;
};
