import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Timer } from '../../../clock.ts';
import type { Apis } from '../apis.ts';
import { Unauthorized } from '../http/unauthorized.ts';
import type { Api } from '../model.ts';
import { authenticateSocket, Connection, errorsOf } from './connection.ts';

/** How often an idle connection hears from the server. */
const KEEP_ALIVE = 60_000;

/** The WebSocket endpoint `/appsync/<apiId>/graphql/realtime`. */
export class RealtimeServer {
  readonly #apis: Apis;
  readonly #server = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-ws' });
  readonly #connections = new Set<Connection>();
  #timer: Timer | undefined;

  constructor(apis: Apis) {
    this.#apis = apis;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', this.#apis.house.url);
    const apiId = /^\/appsync\/([^/]+)\/graphql\/(?:realtime|connect)$/.exec(url.pathname)?.[1];
    const api = apiId === undefined ? undefined : this.#apis.find(apiId);
    const protocols = String(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    if (!api || !protocols.includes('graphql-ws')) {
      socket.end(`HTTP/1.1 ${api ? '400 Bad Request' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      void this.#apis.house.activity.track(this.#open(client, api, headersOf(protocols, url)));
    });
  }

  stop(): void {
    this.#timer?.cancel();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  /** A caller who may not connect learns it from a message, then the socket is closed, as on AppSync. */
  async #open(client: WebSocket, api: Api, headers: Record<string, string> | undefined): Promise<void> {
    // Messages that come while the credentials are looked at must not be lost.
    client.pause();
    try {
      if (!headers) throw new Unauthorized('Valid authorization header not provided.');
      await authenticateSocket(
        this.#apis,
        api,
        headers,
        { path: '/connect', body: '{}' },
        { query: '', variables: {} },
      );
    } catch (error) {
      client.send(JSON.stringify({ type: 'connection_error', payload: { errors: errorsOf(error) } }));
      client.close(4401, 'Unauthorized');
      client.resume();
      return;
    }
    const connection = new Connection(client, api, this.#apis);
    this.#connections.add(connection);
    // AWS AppSync Pricing: the time that clients are connected.
    const endBilling = this.#apis.house.usage.begin('appsync/connection-minute', 'connected', api.name);
    client.on('close', () => {
      endBilling();
      this.#connections.delete(connection);
    });
    client.on('error', () => client.terminate());
    client.resume();
    this.#keepAlive();
  }

  #keepAlive(): void {
    if (this.#timer || this.#connections.size === 0) return;
    this.#timer = this.#apis.house.clock.after(KEEP_ALIVE, () => {
      this.#timer = undefined;
      for (const connection of this.#connections) connection.keepAlive();
      this.#keepAlive();
    });
  }
}

/** Credentials come as the subprotocol `header-<base64url JSON>`, with older clients as the query's `header`. */
function headersOf(protocols: readonly string[], url: URL): Record<string, string> | undefined {
  const encoded =
    protocols.find((protocol) => protocol.startsWith('header-'))?.slice('header-'.length) ??
    url.searchParams.get('header');
  if (!encoded) return undefined;
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString()) as Record<string, string>;
  } catch {
    return undefined;
  }
}
