import { killOnce } from './attacks/kill.ts';
import { realConcurrency } from './attacks/real-concurrency.ts';

/** Attacks in real time, by worker threads, sockets and processes: no seed decides what happens in them. */
export const UNSEEDED = [
  { name: 'last-units-1000', cases: { full: 5, short: 1 }, play: () => realConcurrency(1000) },
  { name: 'kill-9', cases: { full: 100, short: 3 }, play: killOnce },
];
