import { WebSocket } from 'ws';
import type { Backend } from './backend.ts';
import type { Sign } from './callers.ts';

interface Message {
  type: string;
  payload?: { errors?: { errorType?: string; message?: string }[] };
}

export type Subscribing = 'accepted' | 'refused connection' | 'refused subscription';

const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Tries to subscribe as AppSync's realtime protocol prescribes, and hangs up. Answers `accepted`, or at which of the two
 * doors it was turned away: that of the connection or that of the subscription.
 */
export async function trySubscribing(backend: Backend, sign: Sign, query: string): Promise<Subscribing> {
  const { host } = new URL(backend.url);
  const data = JSON.stringify({ query, variables: {} });
  const connection = { host, ...(await sign('/connect', '{}')) };
  const authorization = { host, ...(await sign('', data)) };
  const url = `${backend.outputs.data.url.replace('http:', 'ws:')}/realtime`;
  const socket = new WebSocket(url, ['graphql-ws', `header-${base64Url(connection)}`]);
  const start = { id: 'subscription-1', type: 'start', payload: { data, extensions: { authorization } } };
  try {
    return await new Promise((resolve) => {
      socket.on('error', () => resolve('refused connection'));
      socket.on('close', () => resolve('refused connection'));
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (text) => {
        const { type }: Message = JSON.parse(text.toString());
        if (type === 'connection_ack') socket.send(JSON.stringify(start));
        if (type === 'connection_error') resolve('refused connection');
        if (type === 'error') resolve('refused subscription');
        if (type === 'start_ack') resolve('accepted');
      });
    });
  } finally {
    socket.terminate();
  }
}
