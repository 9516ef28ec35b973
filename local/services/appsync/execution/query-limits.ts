import {
  type DocumentNode,
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { ResolverError } from './resolver-error.ts';

/*
 * What an API may be asked, as https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html tells it:
 * the error types are AppSync's, and a field too deep or one resolver too many fails alone, beside the data of the others.
 * The words of those two errors are not documented and are ours.
 */

export const depthLimitReached = (limit: number) =>
  new ResolverError(`The query nests deeper than ${limit} levels.`, 'QueryDepthLimitReached');

export const resolverLimitReached = () =>
  new ResolverError('The query needs more resolvers than the API allows.', 'ResolverExecutionLimitReached');

/** Whether a field stands deeper than `limit`; the root fields are level one, list positions are none. 0: no limit. */
export function isTooDeep(path: GraphQLResolveInfo['path'], limit: number): boolean {
  if (limit === 0) return false;
  let depth = 0;
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) {
    if (typeof step.key === 'string') depth += 1;
  }
  return depth > limit;
}

/** The same for a whole operation, fragments followed. */
export function isDeeperThan(operation: OperationDefinitionNode, document: DocumentNode, limit: number): boolean {
  const depth = (set: SelectionSetNode | undefined): number =>
    Math.max(0, ...fieldsOf(set, document).map((field) => 1 + depth(field.selectionSet)));
  return limit > 0 && depth(operation.selectionSet) > limit;
}

const INTROSPECTION: Record<string, string> = { __schema: '__Schema', __type: '__Type' };

const introspectionIn = (operation: OperationDefinitionNode, document: DocumentNode): FieldNode[] =>
  fieldsOf(operation.selectionSet, document).filter(({ name }) => name.value in INTROSPECTION);

export const usesIntrospection = (operation: OperationDefinitionNode, document: DocumentNode): boolean =>
  introspectionIn(operation, document).length > 0;

/** Without introspection the schema's own types have no fields: AppSync answers with validation errors that say so. */
export function hiddenFields(operation: OperationDefinitionNode, document: DocumentNode): unknown[] {
  return introspectionIn(operation, document).flatMap(({ name, selectionSet }) =>
    fieldsOf(selectionSet, document)
      .filter((field) => field.name.value !== '__typename')
      .map((field) => ({
        path: null,
        locations: locationOf(field),
        message:
          `Validation error of type FieldUndefined: Field '${field.name.value}' in type ` +
          `'${INTROSPECTION[name.value]}' is undefined @ '${name.value}/${field.name.value}'`,
      })),
  );
}

function locationOf({ loc }: FieldNode) {
  return loc ? [{ line: loc.startToken.line, column: loc.startToken.column, sourceName: null }] : null;
}

/** The fields that a selection names itself or through fragments. */
function fieldsOf(set: SelectionSetNode | undefined, document: DocumentNode): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet, document) : [];
  });
}
