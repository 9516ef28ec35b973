import {
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Clock } from '../../../clock.ts';
import type { Api } from '../model.ts';
import { isMap } from '../vtl/values.ts';
import { mayAccess, rulesOf } from './authorization.ts';
import { AUTH_TYPES } from './caller.ts';
import { depthLimitReached, isTooDeep, resolverLimitReached } from './query-limits.ts';
import type { RequestContext } from './request-context.ts';
import { newRun, type RunResolver } from './resolver.ts';
import { contextOf } from './resolver-context.ts';
import { notAuthorized } from './resolver-error.ts';
import type { Run } from './run.ts';

/** Gives every field its authorization check, and its resolver where it has one. */
export function installFields(
  schema: GraphQLSchema,
  api: Api,
  resolvers: Map<string, RunResolver>,
  clock: Clock,
): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolver = resolvers.get(`${type.name}.${field.name}`);
      const run = resolver && ((...call: FieldCall) => runResolver(resolver, clock, ...call));
      const isRoot = roots.includes(type);
      const otherwise = isRoot ? unattached : plain;
      field.resolve = guarded(type, field, api, isRoot, run ?? otherwise);
    }
  }
}

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;
type FieldCall = [source: unknown, args: Record<string, unknown>, context: RequestContext, info: GraphQLResolveInfo];

/** A field without a resolver is its parent's member of that name. */
const plain: Resolve = (source, _, __, { fieldName }) => (isMap(source) ? source[fieldName] : undefined);

/** A root field without a resolver is null on AppSync; for a subscription that is its answer at the start. */
const unattached: Resolve = () => null;

function guarded(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  api: Api,
  isRoot: boolean,
  resolve: Resolve,
): GraphQLFieldResolver<unknown, unknown> {
  const rules = rulesOf(type, field, api.authentication[0]?.AuthenticationType ?? 'API_KEY');
  const check = (context: RequestContext) => {
    const { caller } = context;
    const isDenied = caller.deniedFields?.some((name) => name.endsWith(`${type.name}.${field.name}`)) ?? false;
    if (isDenied || !mayAccess(rules, caller)) throw notAuthorized(type.name, field.name);
  };
  return (source, args, contextValue, info) => {
    const context = contextValue as RequestContext;
    if (isTooDeep(info.path, api.queryDepthLimit)) throw depthLimitReached(api.queryDepthLimit);
    const isPublished = context.purpose === 'deliver';
    if (!isPublished || !isRoot) check(context);
    if (isPublished) return plain(source, args, context, info);
    if (info.operation.operation === 'subscription' && isRoot) context.subscribed = { field: field.name, args };
    if (isRoot && context.permits?.(type.name, field.name) === false) throw notAuthorized(type.name, field.name);
    return resolve(source, args, context, info);
  };
}

async function runResolver(
  resolver: RunResolver,
  clock: Clock,
  source: unknown,
  args: Record<string, unknown>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  context.resolversLeft -= 1;
  if (context.resolversLeft < 0) throw resolverLimitReached();
  const run = newRun(clock, AUTH_TYPES[context.caller.mode], info.parentType.name, info.fieldName);
  try {
    return await resolver(run, contextOf(context, source, args, info));
  } finally {
    keep(run, context, info);
  }
}

function keep(run: Run, context: RequestContext, info: GraphQLResolveInfo): void {
  if (run.subscriptionFilter) context.subscriptionFilter = run.subscriptionFilter;
  if (run.appended.length === 0) return;
  const path: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) path.unshift(step.key);
  for (const error of run.appended) context.appended.push({ error, path, node: info.fieldNodes[0] });
}
