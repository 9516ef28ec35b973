import type { Attack } from './attack.ts';
import { Ground } from './ground.ts';
import { violationsOf } from './invariants/all.ts';

/** A case that went wrong, and all that is needed to see it again. */
export interface Failure {
  attack: string;
  /** Undefined where real time decided, which no seed brings back. */
  seed: number | undefined;
  violations: string[];
  history: string;
}

export interface Result {
  attack: string;
  cases: number;
  /** Calls that were let through, one at a time. */
  steps: number;
  milliseconds: number;
  failures: Failure[];
}

/** Plays one case and answers what does not hold after it. */
export const playCase = async (ground: Ground, attack: Attack, seed: number): Promise<string[]> => {
  await ground.begin(`${attack.name}/${seed}`);
  try {
    const own = await attack.play(ground, ground.random, seed);
    return [...own, ...violationsOf(await ground.snapshot())];
  } catch (error) {
    return [`the run could not be ended: ${error instanceof Error ? error.stack : String(error)}`];
  }
};

interface Options {
  start?: () => Promise<Ground>;
  /** Stops after so many failures. */
  mostFailures?: number;
}

/** Plays the cases of these seeds. What has gone wrong once gets fresh ground afterwards. */
export const runCases = async (
  attack: Attack,
  seedsOf: (planned: number) => Iterable<number>,
  { start = () => Ground.start(), mostFailures = 5 }: Options = {},
): Promise<Result> => {
  const result: Result = { attack: attack.name, cases: 0, steps: 0, milliseconds: 0, failures: [] };
  const began = performance.now();
  let ground = await start();
  const planned = (await attack.plan?.(ground)) ?? 0;
  for (const seed of seedsOf(planned)) {
    const violations = await playCase(ground, attack, seed);
    result.cases += 1;
    result.steps += ground.simulation.steps.length;
    if (violations.length === 0) {
      await ground.clear();
      continue;
    }
    result.failures.push({ attack: attack.name, seed, violations, history: ground.history() });
    await ground.stop();
    if (result.failures.length >= mostFailures) return { ...result, milliseconds: performance.now() - began };
    ground = await start();
    await attack.plan?.(ground);
  }
  await ground.stop();
  return { ...result, milliseconds: performance.now() - began };
};

/** Plays what has no seed so many times. */
export const runUnseeded = async (attack: string, times: number, play: () => Promise<string[]>): Promise<Result> => {
  const result: Result = { attack, cases: times, steps: 0, milliseconds: 0, failures: [] };
  const began = performance.now();
  for (let count = 0; count < times; count += 1) {
    const violations = await play();
    if (violations.length > 0) result.failures.push({ attack, seed: undefined, violations, history: '' });
  }
  return { ...result, milliseconds: performance.now() - began };
};

export const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, at) => first + at);
