export type Pause = (milliseconds: number) => Promise<void>;

/** Full jitter: contenders that met once spread over the whole interval, and do not meet again in step. */
export const fullJitter = (attempt: number, baseMilliseconds: number, random: () => number = Math.random): number =>
  random() * Math.min(1_000, baseMilliseconds * 2 ** attempt);

export const pause: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
