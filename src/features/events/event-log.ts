import { useSyncExternalStore } from 'react';
import type { Change } from '../../lib/live-changes.ts';
import { onLiveFlush } from '../../lib/live-store.ts';
import { eventOf, type LiveEvent } from './live-events.ts';

/** A screenful many times over; older ones are in the lists of their kind. */
const REMEMBERED = 500;

let events: readonly LiveEvent[] = [];
let isListening = false;
const listeners = new Set<() => void>();

/** Newest first. What is told twice is kept once. */
export function addEvents(known: readonly LiveEvent[], added: readonly LiveEvent[]): readonly LiveEvent[] {
  const all = new Map([...added].reverse().map((event) => [event.key, event]));
  for (const event of known) if (!all.has(event.key)) all.set(event.key, event);
  return [...all.values()].slice(0, REMEMBERED);
}

function remember(changes: readonly Change[]): void {
  const added = changes.map(eventOf).filter((event) => event !== undefined);
  if (added.length === 0) return;
  events = addEvents(events, added);
  for (const each of listeners) each();
}

/** From the first look on it listens for as long as the window is open: whoever comes back misses nothing. */
function subscribe(listener: () => void): () => void {
  if (!isListening) onLiveFlush(remember);
  isListening = true;
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was published since this page was first opened, newest first. While live updates are paused nothing is added. */
export const useEventLog = (): readonly LiveEvent[] => useSyncExternalStore(subscribe, () => events);
