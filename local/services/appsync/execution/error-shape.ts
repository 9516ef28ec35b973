import { type GraphQLError, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './request-context.ts';
import { ResolverError } from './resolver-error.ts';

/** An error as AppSync writes it in a response. */
export interface AppSyncError {
  path: readonly (string | number)[] | null;
  data: unknown;
  errorType: string | null;
  errorInfo: unknown;
  locations: { line: number; column: number; sourceName: null }[] | null;
  message: string;
}

/** An error of execution. */
export function fieldError(error: GraphQLError, schema: GraphQLSchema): AppSyncError {
  const cause = error.originalError;
  const own = cause instanceof ResolverError ? cause : undefined;
  return {
    path: error.path ?? null,
    data: own?.data ?? null,
    errorType: own?.errorType ?? null,
    errorInfo: own?.errorInfo ?? null,
    locations: locationsOf(error),
    message: own?.message ?? inAppSyncsWords(error, schema),
  };
}

export function appendedErrors(context: RequestContext): AppSyncError[] {
  return context.appended.map(({ error, path, node }) => ({
    path,
    data: error.data,
    errorType: error.errorType,
    errorInfo: error.errorInfo,
    locations: node?.loc
      ? [{ line: node.loc.startToken.line, column: node.loc.startToken.column, sourceName: null }]
      : null,
    message: error.message,
  }));
}

/** An error found before execution: it has no path and no type. */
export const requestError = (error: GraphQLError): Omit<AppSyncError, 'data' | 'errorType' | 'errorInfo'> => ({
  path: null,
  locations: locationsOf(error),
  message: validationMessage(error.message),
});

const locationsOf = (error: GraphQLError) =>
  error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;

/** graphql-java, behind AppSync, names the type of the null and its path. */
function inAppSyncsWords({ message, path }: GraphQLError, schema: GraphQLSchema): string {
  const found = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message);
  const type = schema.getType(found?.[1] ?? '');
  if (!found || !(type instanceof GraphQLObjectType)) return message;
  const named = String(type.getFields()[found[2] ?? '']?.type).replace(/!$/, '');
  return `Cannot return null for non-nullable type: '${named}' within parent '${type.name}' (/${(path ?? []).join('/')})`;
}

/** The commonest validation error in graphql-java's words; others keep graphql-js's. */
function validationMessage(message: string): string {
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message);
  if (unknown)
    return `Validation error of type FieldUndefined: Field '${unknown[1]}' in type '${unknown[2]}' is undefined`;
  const missing = /^Variable "\$(\w+)" of required type "(.+)" was not provided\.$/.exec(message);
  if (missing) return `Variable '${missing[1]}' has coerced Null value for NonNull type '${missing[2]}'`;
  return message;
}
