import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { HttpResponse } from '../../gateway/service.ts';

/** A request as the code of a function sent it: signed, and on its way to the endpoint. */
export interface Outgoing {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
}

/** Takes a request to the endpoint. Rejects with ConnectionReset where the answer is lost on its way back. */
export type Send = (request: Outgoing) => Promise<HttpResponse>;

/** How Node.js reports a connection that broke: the caller cannot know what became of its request. */
export class ConnectionReset extends Error {
  code = 'ECONNRESET';
  constructor() {
    super('socket hang up');
  }
}

interface RequestOptions {
  path?: string;
  method?: string;
  headers?: Record<string, string | string[] | number>;
}

/** The part of node:http that AWS's clients use, without sockets. */
export const sandboxHttp = (send: Send): Record<string, unknown> => ({
  Agent: SocketlessAgent,
  request: (options: RequestOptions, answered?: (response: unknown) => void) =>
    new ClientRequest(send, options, answered),
});

class SocketlessAgent extends EventEmitter {
  sockets = {};
  requests = {};
  maxSockets = Number.POSITIVE_INFINITY;
  destroy(): void {}
}

class ClientRequest extends Writable {
  #send: Send;
  #options: RequestOptions;
  #chunks: Buffer[] = [];

  constructor(send: Send, options: RequestOptions, answered?: (response: unknown) => void) {
    super();
    this.#send = send;
    this.#options = options;
    if (answered) this.once('response', answered);
  }

  setTimeout(): this {
    return this;
  }
  setNoDelay(): void {}
  setSocketKeepAlive(): void {}

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  override _final(done: () => void): void {
    done();
    const { path = '/', method = 'GET', headers = {} } = this.#options;
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    // There is but one endpoint, and `sync-127.0.0.1`, as the SDK of Step Functions names it, is no valid host.
    const url = new URL(path, 'http://127.0.0.1');
    this.#send({ method, url, headers: Object.fromEntries(lower), body: Buffer.concat(this.#chunks) }).then(
      (response) => this.emit('response', incoming(response)),
      (error) => this.emit('error', error),
    );
  }
}

const incoming = ({ status, headers = {}, body = '' }: HttpResponse): Readable => {
  const stream = Readable.from(body.length > 0 ? [Buffer.from(body as string)] : [], { objectMode: false });
  return Object.assign(stream, { statusCode: status, statusMessage: '', headers });
};

/** `fetch` for the same endpoint. */
export const sandboxFetch =
  (send: Send) =>
  async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const body = Buffer.from(await request.arrayBuffer());
    const url = new URL(request.url);
    const headers = { ...Object.fromEntries(request.headers), host: url.host };
    const response = await send({ method: request.method, url, headers, body });
    return new Response(response.body as BodyInit | undefined, { status: response.status, headers: response.headers });
  };
