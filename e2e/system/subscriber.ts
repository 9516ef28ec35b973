import { WebSocket } from 'ws';
import type { Backend } from './backend.ts';

const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A dashboard that listens: every frame that a subscription of everything brings, as it came over the wire. */
export class Subscriber {
  readonly frames: string[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket, onFrame: (frame: string) => void) {
    this.#socket = socket;
    socket.on('message', (frame) => {
      this.frames.push(frame.toString());
      onFrame(frame.toString());
    });
  }

  static async on(
    backend: Pick<Backend, 'url' | 'outputs'>,
    token: string,
    onFrame: (frame: string) => void = () => {},
  ): Promise<Subscriber> {
    const authorization = { host: new URL(backend.url).host, Authorization: token };
    const url = `${backend.outputs.data.url.replace('http:', 'ws:')}/realtime`;
    const socket = new WebSocket(url, ['graphql-ws', `header-${base64Url(authorization)}`]);
    const subscriber = new Subscriber(socket, onFrame);
    const data = JSON.stringify({ query: 'subscription { onChanges { changes publishedAt } }', variables: {} });
    const start = { id: 'all', type: 'start', payload: { data, extensions: { authorization } } };
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (frame) => {
        const { type } = JSON.parse(frame.toString());
        if (type === 'connection_ack') socket.send(JSON.stringify(start));
        if (type === 'start_ack') resolve();
        if (/error/.test(type)) reject(new Error(frame.toString()));
      });
    });
    return subscriber;
  }

  end(): void {
    this.#socket.terminate();
  }
}
