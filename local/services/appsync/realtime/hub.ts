import type { ApiRuntime } from '../execution/api-runtime.ts';
import type { Caller } from '../execution/caller.ts';
import { accept, type GraphQLRequest } from '../execution/execute.ts';
import type { RequestContext } from '../execution/request-context.ts';
import { type FilterGroup, passes } from '../util/subscription-filter.ts';
import { isNothing, isSame } from '../vtl/values.ts';

/** A subscription that was authorized and acknowledged. */
export interface Subscription {
  field: string;
  request: GraphQLRequest;
  caller: Caller;
  /** Arguments that were given; null means any value. */
  args: Record<string, unknown>;
  /** Set by the resolver, stands in place of the arguments. */
  filter: FilterGroup[] | undefined;
  /** Takes the payload as JSON text. */
  deliver(payload: string): void;
}

/** Who listens to what. */
export class Hub {
  readonly #subscriptions = new Map<string, Map<string, Set<Subscription>>>();

  /** Answers how to end it. */
  add(apiId: string, subscription: Subscription): () => void {
    const fields = this.#subscriptions.get(apiId) ?? new Map<string, Set<Subscription>>();
    this.#subscriptions.set(apiId, fields);
    const listeners = fields.get(subscription.field) ?? new Set();
    fields.set(subscription.field, listeners);
    listeners.add(subscription);
    return () => {
      listeners.delete(subscription);
      if (listeners.size === 0 && fields.get(subscription.field) === listeners) fields.delete(subscription.field);
      if (fields.size === 0 && this.#subscriptions.get(apiId) === fields) this.#subscriptions.delete(apiId);
    };
  }

  hasSubscribers(apiId: string): boolean {
    return this.#subscriptions.has(apiId);
  }

  /** Subscribers with the same document and rights get the same text, which is written once. */
  publish(runtime: ApiRuntime, field: string, payload: Record<string, unknown>): void {
    const written = new Map<string, string>();
    for (const subscription of this.#subscriptions.get(runtime.api.apiId)?.get(field) ?? []) {
      if (!wants(subscription, payload)) continue;
      const key = selectionKey(subscription);
      const text = written.get(key) ?? write(runtime, subscription, payload);
      if (text === undefined) continue;
      written.set(key, text);
      subscription.deliver(text);
    }
  }
}

function wants({ args, filter }: Subscription, payload: Record<string, unknown>): boolean {
  if (filter) return passes(filter, payload);
  return Object.entries(args).every(([name, value]) => isNothing(value) || isSame(payload[name], value));
}

const selectionKey = ({ request, caller }: Subscription) =>
  JSON.stringify([request.query, request.variables, request.operationName, caller.mode, caller.groups]);

function write(runtime: ApiRuntime, { field, request, caller }: Subscription, payload: unknown): string | undefined {
  const accepted = accept(runtime, request);
  // The schema may have changed since the subscription was made.
  if ('refused' in accepted) return undefined;
  const context: RequestContext = {
    caller,
    headers: {},
    environment: {},
    purpose: 'deliver',
    appended: [],
    resolversLeft: 0,
  };
  const result = accepted.run(context, { [field]: payload });
  return result instanceof Promise ? undefined : JSON.stringify(result);
}
