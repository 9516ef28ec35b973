import type { Connection } from './connection.ts';
import { formatClock } from './format.ts';
import type { Pause } from './live-store.ts';

export type ConnectionKind = 'live' | 'waiting' | 'offline' | 'paused';

/** The state of the live connection in words. A pause is told only while the connection holds: a gap matters more. */
export function connectionWords(
  { phase, freshUntil }: Connection,
  pause: Pause,
): { kind: ConnectionKind; label: string } {
  const since = formatClock(freshUntil);
  if (phase === 'offline') return { kind: 'offline', label: `Offline, data from ${since}` };
  if (phase === 'reconnecting') return { kind: 'waiting', label: `Reconnecting, data from ${since}` };
  if (phase === 'connecting') return { kind: 'waiting', label: 'Connecting' };
  if (!pause.paused) return { kind: 'live', label: 'Live' };
  return { kind: 'paused', label: pause.waiting > 0 ? `Paused, ${pause.waiting} waiting` : 'Paused' };
}
