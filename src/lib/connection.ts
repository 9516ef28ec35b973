import { useSyncExternalStore } from 'react';

export type ConnectionPhase = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** `freshUntil`: when the screen was last known to show the present, in epoch milliseconds. */
export type Connection = { phase: ConnectionPhase; freshUntil: number };

export type ConnectionEvent = 'dialling' | 'connected' | 'lost' | 'network-gone' | 'network-back';

/** The state after an event. Time stands still at the moment the connection was lost, until it is live again. */
export function nextConnection(state: Connection, event: ConnectionEvent, now: number): Connection {
  const freshUntil = state.phase === 'live' ? now : state.freshUntil;
  switch (event) {
    case 'connected':
      return { phase: 'live', freshUntil: now };
    case 'network-gone':
      return { phase: 'offline', freshUntil };
    case 'network-back':
      return state.phase === 'offline' ? { phase: 'reconnecting', freshUntil } : state;
    case 'lost':
      return state.phase === 'offline' ? state : { phase: 'reconnecting', freshUntil };
    case 'dialling':
      return state.phase === 'live' ? { phase: 'reconnecting', freshUntil } : state;
  }
}

let state: Connection = { phase: 'connecting', freshUntil: Date.now() };
const listeners = new Set<() => void>();

export const connection = {
  get: (): Connection => state,
  report(event: ConnectionEvent, now = Date.now()): void {
    const next = nextConnection(state, event, now);
    if (next.phase === state.phase && next.freshUntil === state.freshUntil) return;
    state = next;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.get);
}

/** Without a network the screen is read-only: nothing typed or clicked could reach the backend. */
export function useReadOnly(): boolean {
  return useConnection().phase === 'offline';
}
