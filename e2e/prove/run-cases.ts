import type { Attack } from './attack.ts';
import { Ground } from './ground.ts';
import { violationsOf } from './invariants/all.ts';

/** A case that went wrong, and all that is needed to see it again. */
export interface Failure {
  attack: string;
  seed: number;
  violations: string[];
  history: string;
}

export interface Result {
  attack: string;
  cases: number;
  steps: number;
  milliseconds: number;
  failures: Failure[];
}

/** Plays one case and answers what does not hold after it. */
export const playCase = async (ground: Ground, attack: Attack, seed: number): Promise<string[]> => {
  await ground.begin(`${attack.name}/${seed}`);
  try {
    const own = (await attack.play(ground, ground.random, seed)) ?? [];
    return [...own, ...violationsOf(await ground.snapshot())];
  } catch (error) {
    return [`the run could not be ended: ${error instanceof Error ? error.stack : String(error)}`];
  }
};

/** Plays the cases of these seeds. What has gone wrong once has a ground of its own afterwards. */
export const runCases = async (
  attack: Attack,
  seeds: Iterable<number>,
  { ground = undefined as Ground | undefined, mostFailures = 5 } = {},
): Promise<Result> => {
  const result: Result = { attack: attack.name, cases: 0, steps: 0, milliseconds: 0, failures: [] };
  const began = performance.now();
  let current = ground ?? (await Ground.start());
  for (const seed of seeds) {
    const violations = await playCase(current, attack, seed);
    result.cases += 1;
    result.steps += current.simulation.steps.length;
    if (violations.length > 0) {
      result.failures.push({ attack: attack.name, seed, violations, history: current.history() });
      if (current !== ground) {
        await current.stop();
        current = await Ground.start();
      }
      if (result.failures.length >= mostFailures) break;
    } else await current.clear();
  }
  if (current !== ground) await current.stop();
  result.milliseconds = performance.now() - began;
  return result;
};
