import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { authenticate } from './authenticate.ts';
import { AwsError, Unsupported } from './aws-error.ts';
import type { CredentialBook } from './credential-book.ts';
import { asAwsError, type Door } from './door.ts';
import { type Codec, codecOf } from './protocols.ts';
import type { HttpRequest, HttpResponse, Service } from './service.ts';
import { readSignature } from './sigv4.ts';

/** Loopback names, also with the `sync-` that the SDK of Step Functions puts before the host of StartSyncExecution. */
const LOOPBACK = /^(sync-)?(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** No AWS request of the supported services is larger: S3 takes bigger objects in parts. */
const LARGEST_BODY = 512 * 1024 * 1024;

/** A request before it is known who sent it. */
export type ReceivedRequest = Omit<HttpRequest, 'principal' | 'signal'>;

interface Routed {
  service: Service;
  codec: Codec | undefined;
}

/** One port for every service: tells by path, signature scope or X-Amz-Target whom a request is for. */
export class Gateway {
  #server: Server;
  #byName = new Map<string, Routed>();
  #byTarget = new Map<string, Routed>();
  #paths: [string, (request: HttpRequest) => Promise<HttpResponse>][] = [];
  #upgrades: [string, (request: IncomingMessage, socket: Duplex, head: Buffer) => void][] = [];
  #upgraded = new Set<Duplex>();
  #door: Door;
  #credentials: CredentialBook;
  #ready: Promise<void>;
  /** Requests wait until every service has taken up what it had before a restart. */
  open: () => void = () => {};

  constructor(door: Door, credentials: CredentialBook) {
    this.#door = door;
    this.#credentials = credentials;
    this.#ready = new Promise((resolve) => {
      this.open = resolve;
    });
    this.#server = createServer(
      { keepAliveTimeout: 60_000 },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgraded.add(socket);
      socket.once('close', () => this.#upgraded.delete(socket));
      this.#upgrade(request, socket, head);
    });
  }

  add(service: Service): void {
    const routed = { service, codec: codecOf(service) };
    this.#byName.set(service.name, routed);
    if (service.protocol.kind === 'json')
      for (const target of service.protocol.targets) this.#byTarget.set(target, routed);
    this.#paths.push(...Object.entries(service.paths ?? {}));
    this.#upgrades.push(...Object.entries(service.upgrades ?? {}));
    this.#paths.sort(([a], [b]) => b.length - a.length);
  }

  /** Answers the port that was taken; 0 asks for any free one. Loopback only: nothing here is meant for a network. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    // An upgraded connection is no longer the server's to close, and yet it waits for it.
    for (const socket of this.#upgraded) socket.destroy();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = allowedOrigin(message);
    const answer = await this.#answer(message, response).catch((error): HttpResponse => jsonError(asAwsError(error)));
    if (response.destroyed) return;
    response.writeHead(answer.status, { ...answer.headers, ...(origin && corsHeaders(origin)) });
    response.end(message.method === 'HEAD' ? undefined : answer.body);
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<HttpResponse> {
    if (!LOOPBACK.test(message.headers.host ?? '')) {
      // A name that merely resolves to loopback is how a web page would reach this port (DNS rebinding).
      throw new AwsError('AccessDenied', 'The local endpoint answers to loopback names only.', { status: 403 });
    }
    if (message.method === 'OPTIONS') return { status: 204 };
    const abort = new AbortController();
    response.once('close', () => {
      if (!response.writableEnded) abort.abort();
    });
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(message);
    return this.receive({ method: message.method ?? 'GET', url, headers: message.headers, body }, abort.signal);
  }

  /** Who sent a request and for which service it is, and what that answers. Callers without a socket come in here. */
  async receive(signed: ReceivedRequest, signal: AbortSignal): Promise<HttpResponse> {
    const { url } = signed;
    await this.#ready;
    try {
      const { principal, service } = authenticate(signed, this.#credentials);
      const request: HttpRequest = { ...signed, principal, signal };
      // A bucket may be named as a path is.
      const path = service !== 's3' && this.#paths.find(([prefix]) => url.pathname.startsWith(prefix));
      if (path) return await path[1](request);
      return await this.#dispatch(request, this.#route(request, service));
    } catch (error) {
      // Before an operation is reached, only the signature's scope tells in which protocol the caller reads errors.
      const scope = readSignature(signed)?.scope.service;
      const codec = scope === undefined ? undefined : this.#byName.get(scope)?.codec;
      return codec ? codec.error(asAwsError(error), signed) : jsonError(asAwsError(error));
    }
  }

  #route({ headers, principal }: HttpRequest, service: string | undefined): Routed {
    if (service !== undefined) {
      const routed = this.#byName.get(service);
      if (!routed) throw new Unsupported(`the service ${service}`);
      return routed;
    }
    // Only Cognito is called without a signature; its operations look at the tokens in their input.
    const target = String(headers['x-amz-target'] ?? '').split('.')[0] ?? '';
    const routed = this.#byTarget.get(target);
    if (!routed || principal.kind !== 'anonymous' || !routed.service.name.startsWith('cognito-')) {
      throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', { status: 403 });
    }
    return routed;
  }

  async #dispatch(request: HttpRequest, { service, codec }: Routed): Promise<HttpResponse> {
    if (service.protocol.kind === 'http') return service.protocol.handle(request);
    const { decode, error } = codec as Codec;
    try {
      const { operation, input, encode } = decode(request);
      const { principal, signal } = request;
      return encode(await this.#door.call({ service: service.name, operation, input, principal, signal }));
    } catch (thrown) {
      return error(asAwsError(thrown), request);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url ?? '/';
    const upgrade = this.#upgrades.find(([prefix]) => path.startsWith(prefix));
    if (!upgrade || !LOOPBACK.test(request.headers.host ?? '')) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    else upgrade[1](request, socket, head);
  }
}

const jsonError = ({ code, message, status }: AwsError): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message }),
});

/** Pages of this machine alone may call the endpoint from a browser. */
function allowedOrigin({ headers: { origin } }: IncomingMessage): string | undefined {
  return origin && URL.canParse(origin) && LOOPBACK.test(new URL(origin).host) ? origin : undefined;
}

const corsHeaders = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers':
    'authorization, cache-control, content-type, x-amz-content-sha256, x-amz-date, x-amz-security-token, x-amz-target, x-amz-user-agent, x-api-key, amz-sdk-invocation-id, amz-sdk-request',
  'access-control-expose-headers': 'x-amzn-errortype, x-amzn-requestid',
  'access-control-max-age': '600',
  vary: 'origin',
});

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new AwsError('RequestEntityTooLarge', 'The request is too large.', { status: 413 });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
