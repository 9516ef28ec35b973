import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { HttpRequest, HttpResponse } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import { accept, type GraphQLRequest, MalformedQuery } from '../execution/execute.ts';
import { ResolverError } from '../execution/resolver-error.ts';
import { Unauthorized } from './unauthorized.ts';

/** `POST /appsync/<apiId>/graphql`. The gateway has verified AWS signatures and answers CORS preflights. */
export function graphqlEndpoint(apis: Apis): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => {
    try {
      return await answer(apis, request);
    } catch (error) {
      if (error instanceof Unauthorized) return failure(401, error.name, error.message);
      if (error instanceof MalformedQuery) return failure(400, 'MalformedHttpRequestException', error.message);
      // The API itself cannot be run: it has no schema yet.
      if (error instanceof ResolverError) return failure(400, error.errorType ?? 'BadRequestException', error.message);
      throw error;
    }
  };
}

async function answer(apis: Apis, request: HttpRequest): Promise<HttpResponse> {
  const apiId = /^\/appsync\/([^/]+)\/graphql$/.exec(request.url.pathname)?.[1];
  const api = apiId === undefined ? undefined : apis.find(apiId);
  if (!api) return failure(404, 'NotFoundException', 'There is no GraphQL API at this URL.');
  if (request.method !== 'POST') return failure(400, 'BadRequestException', 'GraphQL requests are sent with POST.');
  const headers = flat(request.headers);
  const body = parseBody(request.body);
  const caller = await apis.authenticator.authenticate(api, { headers, principal: request.principal, ...body });
  const accepted = accept(apis.runtime(api), body);
  if ('refused' in accepted) return ok(accepted.refused);
  if (accepted.operation.operation === 'subscription') {
    return failure(400, 'BadRequestException', 'Subscriptions are sent over the realtime endpoint.');
  }
  // AWS AppSync Pricing: every query and every mutation, however many fields it has.
  apis.house.usage.add('appsync/operation', nameOf(accepted.operation), api.name);
  const response = await accepted.run(apis.contextOf(api, caller, headers));
  if (accepted.operation.operation === 'mutation') apis.publish(api, accepted.operation, body.query, response);
  return ok(response);
}

/** `Mutation.placeOrders`: by its first field. */
const nameOf = ({ operation, selectionSet }: OperationDefinitionNode): string => {
  const [first] = selectionSet.selections;
  const type = operation === 'mutation' ? 'Mutation' : 'Query';
  return first?.kind === Kind.FIELD ? `${type}.${first.name.value}` : type;
};

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  );

function parseBody(body: Buffer): GraphQLRequest {
  const parsed = parseJson(body.toString());
  const { query, variables, operationName } = (parsed ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || query === '') throw new MalformedQuery('Request body is malformed or has no query.');
  return {
    query,
    variables: (typeof variables === 'object' ? (variables as Record<string, unknown> | null) : null) ?? {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedQuery('Unable to parse the request body as JSON.');
  }
}

const headers = () => ({ 'content-type': 'application/json; charset=UTF-8', 'x-amzn-requestid': randomUUID() });

const ok = (response: unknown): HttpResponse => ({ status: 200, headers: headers(), body: JSON.stringify(response) });

const failure = (status: number, errorType: string, message: string): HttpResponse => ({
  status,
  headers: { ...headers(), 'x-amzn-errortype': errorType },
  body: JSON.stringify({ errors: [{ errorType, message }] }),
});
