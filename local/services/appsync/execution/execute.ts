import { type ExecutionResult, execute, GraphQLError, getOperationAST, type OperationDefinitionNode } from 'graphql';
import type { ApiRuntime } from './api-runtime.ts';
import { appendedErrors, fieldError, requestError } from './error-shape.ts';
import { depthLimitReached, hiddenFields, isDeeperThan, usesIntrospection } from './query-limits.ts';
import type { RequestContext } from './request-context.ts';

export interface GraphQLRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string | undefined;
}

export interface GraphQLResponse {
  data: Record<string, unknown> | null;
  errors?: unknown[];
}

/** A request whose document stands against the schema and names one operation. */
export interface Accepted {
  operation: OperationDefinitionNode;
  run(context: RequestContext, rootValue?: unknown): Promise<GraphQLResponse> | GraphQLResponse;
}

/** Syntax that does not parse: AppSync answers it with HTTP 400. */
export class MalformedQuery extends Error {
  override name = 'MalformedQuery';
}

/** Checks a request against schema and limits. */
export function accept(runtime: ApiRuntime, request: GraphQLRequest): Accepted | { refused: GraphQLResponse } {
  const { document, problems } = prepare(runtime, request.query);
  if (problems.length > 0) return { refused: { data: null, errors: problems.map(requestError) } };
  const operation = getOperationAST(document, request.operationName);
  if (!operation) throw new MalformedQuery('Unknown operation named or more than one operation in the document.');
  const { introspection, queryDepthLimit } = runtime.api;
  if (usesIntrospection(operation, document)) {
    const hidden = introspection ? [] : hiddenFields(operation, document);
    if (hidden.length > 0) return { refused: { data: null, errors: hidden } };
    // The schema's own fields have no resolver that could count its level: too deep a look is refused whole.
    if (isDeeperThan(operation, document, queryDepthLimit)) {
      const { message, errorType } = depthLimitReached(queryDepthLimit);
      return { refused: { data: null, errors: [{ path: null, locations: null, errorType, message }] } };
    }
  }
  const run: Accepted['run'] = (contextValue, rootValue) => {
    const result = execute({
      schema: runtime.schema,
      document,
      rootValue,
      contextValue,
      variableValues: request.variables,
      operationName: request.operationName,
    });
    const shape = (answer: ExecutionResult) => shaped(answer, runtime, contextValue);
    return result instanceof Promise ? result.then(shape) : shape(result as ExecutionResult);
  };
  return { operation, run };
}

function prepare(runtime: ApiRuntime, query: string) {
  try {
    return runtime.prepare(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw new MalformedQuery('Unable to parse GraphQL query.');
    throw error;
  }
}

function shaped({ data, errors = [] }: ExecutionResult, runtime: ApiRuntime, context: RequestContext): GraphQLResponse {
  // Without data nothing ran: variables did not fit.
  const own = data === undefined ? errors.map(requestError) : errors.map((error) => fieldError(error, runtime.schema));
  const all = [...own, ...appendedErrors(context)];
  return {
    data: (data as Record<string, unknown> | null | undefined) ?? null,
    ...(all.length > 0 ? { errors: all } : {}),
  };
}
