import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from './aws-error.ts';
import { decodeQuery, encodeXml, escapeXml } from './query-protocol.ts';
import { compileRoutes, type RouteMatch } from './rest-routes.ts';
import type { HttpRequest, HttpResponse, Service } from './service.ts';

/** How one AWS protocol reads an HTTP request and writes the answer. */
export interface Codec {
  decode(request: HttpRequest): Decoded;
  /** `request` tells in which of several protocols the caller reads errors. */
  error(error: AwsError, request: Pick<HttpRequest, 'headers'>): HttpResponse;
}

export interface Decoded {
  operation: string;
  input: Record<string, unknown>;
  encode(output: unknown): HttpResponse;
}

export function codecOf(service: Service): Codec | undefined {
  const { protocol } = service;
  switch (protocol.kind) {
    case 'json':
      return protocol.query === undefined ? jsonCodec() : eitherCodec(jsonCodec(), queryCodec(protocol.query));
    case 'query':
      return queryCodec(protocol.namespace);
    case 'rest-json':
      return restJsonCodec(service.name, compileRoutes(protocol.routes));
    case 'http':
      return undefined;
  }
}

/** One service, two protocols: a form is the query protocol. */
function eitherCodec(json: Codec, query: Codec): Codec {
  const codecFor = ({ headers }: Pick<HttpRequest, 'headers'>): Codec =>
    String(headers['content-type']).startsWith('application/x-www-form-urlencoded') ? query : json;
  return {
    decode: (request) => codecFor(request).decode(request),
    error: (error, request) => codecFor(request).error(error, request),
  };
}

/** In AWS's JSON a time is a number of seconds. */
const encodeJson = (output: unknown): string =>
  JSON.stringify(output, function (this: Record<string, unknown>, key, value) {
    const given = this[key];
    return given instanceof Date ? given.getTime() / 1000 : value;
  });

const parse = (body: Buffer): Record<string, unknown> => {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.');
  }
};

const requestId = () => ({ 'x-amzn-requestid': randomUUID() });

function jsonCodec(): Codec {
  return {
    decode(request) {
      const target = String(request.headers['x-amz-target'] ?? '');
      const type = String(request.headers['content-type'] ?? 'application/x-amz-json-1.1');
      return {
        operation: target.slice(target.lastIndexOf('.') + 1),
        input: parse(request.body),
        encode: (output) => ({
          status: 200,
          headers: { 'content-type': type, ...requestId() },
          body: output === undefined ? '{}' : encodeJson(output),
        }),
      };
    },
    error: ({ code, message, status, detail }) => {
      // SQS still names its errors as the query protocol did; its SDKs read them from this header.
      const { queryErrorCode, ...members } = detail;
      return {
        status,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-errortype': code,
          ...(typeof queryErrorCode === 'string' && { 'x-amzn-query-error': `${queryErrorCode};Sender` }),
          ...requestId(),
        },
        body: JSON.stringify({ __type: code, message, ...members }),
      };
    },
  };
}

function queryCodec(namespace: string): Codec {
  return {
    decode(request) {
      const parameters = new URLSearchParams(
        request.method === 'GET' ? request.url.search : request.body.toString('utf8'),
      );
      const operation = parameters.get('Action') ?? '';
      return {
        operation,
        input: decodeQuery(parameters),
        encode: (output) => ({
          status: 200,
          headers: { 'content-type': 'text/xml' },
          body: `<${operation}Response xmlns="${namespace}">${encodeXml(`${operation}Result`, output ?? {})}<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
        }),
      };
    },
    error: ({ code, message, status }) => ({
      status,
      headers: { 'content-type': 'text/xml' },
      body: `<ErrorResponse xmlns="${namespace}"><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    }),
  };
}

function restJsonCodec(service: string, match: (method: string, path: string) => RouteMatch | undefined): Codec {
  return {
    decode(request) {
      const found = match(request.method, request.url.pathname);
      if (!found) throw new Unsupported(`${service}: ${request.method} ${request.url.pathname}`);
      const { route, parameters } = found;
      const input: Record<string, unknown> = route.payload ? { [route.payload]: request.body } : parse(request.body);
      for (const name of new Set(request.url.searchParams.keys())) {
        const values = request.url.searchParams.getAll(name);
        input[name] = values.length > 1 ? values : values[0];
      }
      for (const [header, member] of Object.entries(route.headers ?? {})) {
        if (request.headers[header] !== undefined) input[member] = request.headers[header];
      }
      return {
        operation: route.operation,
        input: Object.assign(input, parameters),
        encode: (output) =>
          route.respond?.(output as never) ?? {
            status: route.status ?? 200,
            headers: { 'content-type': 'application/json', ...requestId() },
            body: route.status === 204 ? '' : JSON.stringify(output ?? {}),
          },
      };
    },
    error: ({ code, message, status, detail }) => ({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, ...requestId() },
      body: JSON.stringify({ message, Message: message, Type: status >= 500 ? 'Service' : 'User', ...detail }),
    }),
  };
}
