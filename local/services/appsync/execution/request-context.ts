import type { FieldNode } from 'graphql';
import type { FilterGroup } from '../util/subscription-filter.ts';
import type { Caller } from './caller.ts';
import type { ResolverError } from './resolver-error.ts';

/** graphql-js's context value: one request. */
export interface RequestContext {
  caller: Caller;
  headers: Record<string, string>;
  environment: Record<string, string>;
  /** `execute`: resolvers run. `deliver`: what a mutation published is cut to a subscriber's selection, nothing runs. */
  purpose: 'execute' | 'deliver';
  /** Whether the policies of a signed caller let it use a root field. */
  permits?(typeName: string, fieldName: string): boolean;
  /** Errors added without ending their field. */
  appended: { error: ResolverError; path: (string | number)[]; node: FieldNode | undefined }[];
  /** The field of a subscription and its arguments, once its caller may have it. */
  subscribed?: { field: string; args: Record<string, unknown> };
  /** Set by a subscription's resolver. */
  subscriptionFilter?: FilterGroup[];
  resolversLeft: number;
}
