import { WebSocket } from 'ws';
import type { Backend } from './backend.ts';

interface Message {
  type: string;
  payload?: { errors?: { errorType?: string; message?: string }[] };
}

const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Tries to subscribe as AppSync's realtime protocol prescribes, and hangs up. Answers `accepted`, or at which of the two
 * doors it was turned away: that of the connection or that of the subscription.
 */
export async function trySubscribing(
  backend: Backend,
  token: string | undefined,
  query: string,
): Promise<'accepted' | 'refused connection' | 'refused subscription'> {
  const { host } = new URL(backend.url);
  const authorization = { host, Authorization: token ?? '' };
  const url = `${backend.outputs.data.url.replace('http:', 'ws:')}/realtime`;
  const socket = new WebSocket(url, ['graphql-ws', `header-${base64Url(authorization)}`]);
  const start = {
    id: 'subscription-1',
    type: 'start',
    payload: { data: JSON.stringify({ query, variables: {} }), extensions: { authorization } },
  };
  try {
    return await new Promise((resolve) => {
      socket.on('error', () => resolve('refused connection'));
      socket.on('close', () => resolve('refused connection'));
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (data) => {
        const { type }: Message = JSON.parse(data.toString());
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
