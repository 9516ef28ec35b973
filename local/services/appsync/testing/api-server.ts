import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import type { Principal, Service } from '../../../gateway/service.ts';

/** Serves AppSync's paths and upgrades on a port, as the gateway does, and speaks to it as a client. */
export class ApiServer {
  readonly #server: Server;
  service: Service | undefined;
  url = '';

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ApiServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = new ApiServer(server);
    api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('upgrade', (request, socket, head) => api.service?.upgrades?.['/appsync/']?.(request, socket, head));
    return api;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** A GraphQL request as it reaches AppSync behind the gateway. */
  async post(
    apiId: string,
    body: unknown,
    headers: Record<string, string> = {},
    principal: Principal = { kind: 'anonymous' },
  ) {
    const handle = this.service?.paths?.['/appsync/'];
    if (!handle) throw new Error('no service');
    const response = await handle({
      method: 'POST',
      url: new URL(`${this.url}/appsync/${apiId}/graphql`),
      headers,
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      principal,
      signal: new AbortController().signal,
    });
    return {
      status: response.status,
      headers: response.headers ?? {},
      body: JSON.parse(String(response.body)) as Answer,
    };
  }

  /** Opens a realtime connection and waits for its first answer. */
  async connect(apiId: string, headers: Record<string, string>): Promise<RealtimeClient> {
    const encoded = Buffer.from(JSON.stringify(headers)).toString('base64url');
    const url = `${this.url.replace('http', 'ws')}/appsync/${apiId}/graphql/realtime`;
    const socket = new WebSocket(url, ['graphql-ws', `header-${encoded}`]);
    const client = new RealtimeClient(socket, headers);
    await once(socket, 'open');
    client.send({ type: 'connection_init' });
    return client;
  }
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; errorType?: string; path?: unknown }[];
}

export interface RealtimeMessage {
  type: string;
  id?: string;
  payload?: {
    data?: Record<string, unknown>;
    errors?: { errorType?: string; message?: string }[];
    connectionTimeoutMs?: number;
  };
}

export class RealtimeClient {
  readonly #socket: WebSocket;
  readonly #headers: Record<string, string>;
  readonly #messages: RealtimeMessage[] = [];
  #wake: () => void = () => {};

  constructor(socket: WebSocket, headers: Record<string, string>) {
    this.#socket = socket;
    this.#headers = headers;
    socket.on('message', (data) => {
      this.#messages.push(JSON.parse(String(data)) as RealtimeMessage);
      this.#wake();
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(message: unknown): void {
    this.#socket.send(JSON.stringify(message));
  }

  start(id: string, query: string, variables: Record<string, unknown> = {}): void {
    const data = JSON.stringify({ query, variables });
    this.send({ type: 'start', id, payload: { data, extensions: { authorization: this.#headers } } });
  }

  /** The next message, in order of arrival. */
  async next(): Promise<RealtimeMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Messages that have arrived and were not read. */
  get waiting(): number {
    return this.#messages.length;
  }

  close(): void {
    this.#socket.close();
  }
}
