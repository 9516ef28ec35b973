import type { WebSocket } from 'ws';
import type { Principal } from '../../../gateway/service.ts';
import { chunksOf, KB } from '../../../metering/chunks.ts';
import type { Apis } from '../apis.ts';
import type { Caller } from '../execution/caller.ts';
import { accept, type GraphQLRequest, MalformedQuery } from '../execution/execute.ts';
import { Unauthorized } from '../http/unauthorized.ts';
import type { Api } from '../model.ts';

/** How long a client waits without a word before it takes the connection for dead. */
const CONNECTION_TIMEOUT = 300_000;
/** AWS AppSync Pricing: what a client is sent counts by 5 KB, and so do its connecting and subscribing, one each. */
const UPDATE_CHUNK = 5 * KB;

interface Message {
  type?: string;
  id?: string;
  payload?: { data?: string; extensions?: { authorization?: Record<string, string> } };
}

/** A refusal as it goes over the socket. */
class Refused extends Error {
  override name = 'Refused';
  readonly errors: unknown[];

  constructor(errors: unknown[]) {
    super('refused');
    this.errors = errors;
  }
}

/** One client on the realtime endpoint. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #api: Api;
  readonly #apis: Apis;
  readonly #subscriptions = new Map<string, () => void>();

  constructor(socket: WebSocket, api: Api, apis: Apis) {
    this.#socket = socket;
    this.#api = api;
    this.#apis = apis;
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', () => this.#end());
  }

  keepAlive(): void {
    this.#send({ type: 'ka' });
  }

  #receive(text: string): void {
    const message = parse(text);
    const { type, id } = message;
    if (type === 'connection_init') {
      this.#bill('connect');
      this.#send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT } });
    } else if (type === 'start' && id !== undefined) {
      void this.#apis.house.activity.track(this.#start(id, message));
    } else if (type === 'stop' && id !== undefined) this.#stop(id);
    else if (type === 'connection_terminate') this.#socket.close(1000);
    else
      this.#refuse(id, [{ errorType: 'UnsupportedOperation', message: `Unsupported message type ${String(type)}.` }]);
  }

  async #start(id: string, message: Message): Promise<void> {
    try {
      if (this.#subscriptions.has(id)) {
        throw new Refused([{ errorType: 'DuplicatedOperationError', message: 'There is a subscription of this id.' }]);
      }
      // Holds the id's place while the resolver runs, so that a stop in between is not lost.
      let isStopped = false;
      this.#subscriptions.set(id, () => {
        isStopped = true;
      });
      const end = await this.#subscribe(id, message);
      if (isStopped || this.#socket.readyState !== this.#socket.OPEN) return end();
      this.#subscriptions.set(id, end);
      this.#bill('subscribe');
      this.#send({ type: 'start_ack', id });
    } catch (error) {
      if (!(error instanceof Refused && isDuplicate(error))) this.#subscriptions.delete(id);
      this.#refuse(id, errorsOf(error));
    }
  }

  async #subscribe(id: string, { payload }: Message): Promise<() => void> {
    const data = payload?.data ?? '';
    const request = requestOf(data);
    const api = this.#apis.find(this.#api.apiId);
    if (!api) throw new Unauthorized();
    const headers = payload?.extensions?.authorization ?? {};
    const caller = await authenticateSocket(this.#apis, api, headers, { path: '', body: data }, request);
    const runtime = this.#apis.runtime(api);
    const accepted = accept(runtime, request);
    if ('refused' in accepted) throw new Refused(accepted.refused.errors ?? []);
    const { operation } = accepted;
    if (operation.operation !== 'subscription') {
      throw new Refused([
        { errorType: 'BadRequestException', message: 'Only subscriptions are sent over this socket.' },
      ]);
    }
    const context = this.#apis.contextOf(api, caller, lowerCase(headers));
    // Runs the authorization of the field and its resolver, which may refuse or set a filter.
    const { errors } = await accepted.run(context, {});
    if (errors) throw new Refused(errors);
    if (!context.subscribed)
      throw new Refused([{ errorType: 'BadRequestException', message: 'No field is selected.' }]);
    return this.#apis.hub.add(api.apiId, {
      ...context.subscribed,
      request,
      caller,
      filter: context.subscriptionFilter,
      deliver: (text) => this.#deliver(id, text),
    });
  }

  #bill(operation: string, amount = 1): void {
    this.#apis.house.usage.add('appsync/realtime-update', operation, this.#api.name, amount);
  }

  #deliver(id: string, payload: string): void {
    this.#bill('deliver', chunksOf(Buffer.byteLength(payload), UPDATE_CHUNK));
    this.#socket.send(`{"type":"data","id":${JSON.stringify(id)},"payload":${payload}}`);
  }

  #stop(id: string): void {
    this.#subscriptions.get(id)?.();
    this.#subscriptions.delete(id);
    this.#send({ type: 'complete', id });
  }

  #refuse(id: string | undefined, errors: unknown[]): void {
    this.#send({ type: 'error', ...(id === undefined ? {} : { id }), payload: { errors } });
  }

  #send(message: unknown): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #end(): void {
    for (const end of this.#subscriptions.values()) end();
    this.#subscriptions.clear();
  }
}

const isDuplicate = ({ errors }: Refused) =>
  (errors[0] as { errorType?: string } | undefined)?.errorType === 'DuplicatedOperationError';

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/**
 * The credentials of a connection or subscription stand in a JSON object of headers. AWS signatures were made for
 * `POST <url><path>`, with `{}` or the subscription as the body.
 */
export async function authenticateSocket(
  apis: Apis,
  api: Api,
  headers: Record<string, string>,
  signed: { path: string; body: string },
  request: GraphQLRequest,
): Promise<Caller> {
  const own = lowerCase(headers);
  let principal: Principal = { kind: 'anonymous' };
  if (own.authorization?.startsWith('AWS4-HMAC-SHA256')) {
    const url = `${apis.url(api.apiId)}${signed.path}`;
    const verified = await apis.deps.verifySignedHeaders({ url, headers: own, body: signed.body });
    if (!verified || verified.kind === 'anonymous') throw new Unauthorized();
    principal = verified;
  }
  return apis.authenticator.authenticate(api, { headers: own, principal, ...request });
}

function requestOf(data: string): GraphQLRequest {
  const { query, variables, operationName } = parse(data) as Partial<GraphQLRequest>;
  if (typeof query !== 'string') throw new MalformedQuery('The subscription has no query.');
  return { query, variables: variables ?? {}, operationName };
}

function parse(text: string): Message {
  try {
    return (JSON.parse(text) ?? {}) as Message;
  } catch {
    return {};
  }
}

export function errorsOf(error: unknown): unknown[] {
  if (error instanceof Refused) return error.errors;
  if (error instanceof Unauthorized) return [{ errorType: error.name, errorCode: 401, message: error.message }];
  if (error instanceof MalformedQuery) return [{ errorType: 'BadRequestException', message: error.message }];
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /Signature|Token|AccessDenied/.test(code)) {
    return [{ errorType: 'UnauthorizedException', errorCode: 401, message: new Unauthorized().message }];
  }
  return [{ errorType: 'InternalFailure', message: 'The subscription could not be started.' }];
}
