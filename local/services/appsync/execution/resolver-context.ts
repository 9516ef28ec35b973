import { type FieldNode, type GraphQLResolveInfo, Kind, print, type SelectionSetNode } from 'graphql';
import type { RequestContext } from './request-context.ts';

/** `$ctx`, or the `ctx` of APPSYNC_JS. One object for a whole pipeline: its functions share what they change. */
export interface ResolverContext {
  arguments: Record<string, unknown>;
  args: Record<string, unknown>;
  identity: Record<string, unknown> | null;
  source: unknown;
  request: { headers: Record<string, string>; domainName: null };
  info: ResolverInfo;
  stash: Record<string, unknown>;
  env: Record<string, string>;
  prev: { result: unknown };
  result: unknown;
  error: { message: string; type: string } | null;
  outErrors: unknown[];
}

export interface ResolverInfo {
  fieldName: string;
  parentTypeName: string;
  variables: Record<string, unknown>;
  selectionSetList: string[];
  selectionSetGraphQL: string;
}

export function contextOf(
  request: RequestContext,
  source: unknown,
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
): ResolverContext {
  const own = copy(args) as Record<string, unknown>;
  return {
    arguments: own,
    args: own,
    identity: request.caller.identity,
    source: source === undefined ? null : copy(source),
    request: { headers: request.headers, domainName: null },
    info: infoOf(info),
    stash: {},
    env: request.environment,
    prev: { result: null },
    result: null,
    error: null,
    outErrors: [],
  };
}

/** Arguments and sources are shared with other resolvers; templates change what they get. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(value)) plain[key] = copy((value as Record<string, unknown>)[key]);
  return plain;
}

/** The selection is spelled out only for those who ask. */
function infoOf(info: GraphQLResolveInfo): ResolverInfo {
  const { fieldName, parentType, variableValues, fieldNodes } = info;
  return {
    fieldName,
    parentTypeName: parentType.name,
    variables: variableValues,
    get selectionSetList() {
      return fieldNodes.flatMap(({ selectionSet }) => listOf(selectionSet, info, ''));
    },
    get selectionSetGraphQL() {
      return fieldNodes.map(({ selectionSet }) => (selectionSet ? print(selectionSet) : '')).join('');
    },
  };
}

function listOf(selectionSet: SelectionSetNode | undefined, info: GraphQLResolveInfo, prefix: string): string[] {
  return (selectionSet?.selections ?? []).flatMap((selection): string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return listOf(info.fragments[selection.name.value]?.selectionSet, info, prefix);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return listOf(selection.selectionSet, info, prefix);
    const path = prefix + keyOf(selection);
    return [path, ...listOf(selection.selectionSet, info, `${path}/`)];
  });
}

const keyOf = (field: FieldNode) => field.alias?.value ?? field.name.value;
