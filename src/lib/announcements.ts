/** Speaks at most once in this time: a screen reader must be able to finish a sentence. */
export const QUIET_MS = 10_000;

/** How long to wait before speaking again; 0 when enough time has passed. */
export function quietFor(lastSpoken: number, now: number): number {
  return Math.max(0, lastSpoken + QUIET_MS - now);
}
