import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ATTACKS } from './attacks/all.ts';
import { Ground } from './ground.ts';
import type { Result } from './run-cases.ts';
import type { Share } from './share.ts';
import { UNSEEDED } from './unseeded.ts';

/** Played without a pause in one process; after them it gets fresh ground, for streams and memory grow. */
const CASES_A_SHARE = 250;

/**
 * Everything at its full numbers, or a part of them, in so many processes side by side; and in one more what has no seed,
 * which waits for real processes to start and to die.
 */
export const playAll = async (
  { processes, scale }: { processes: number; scale: number },
  onShare: (result: Result, left: number) => void,
): Promise<Result[]> => {
  const seeded = await sharesOf(scale);
  const unseeded = unseededShares(scale);
  const results = new Map<string, Result>();
  const play = async (shares: Share[]): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'share-process.ts'));
    const death = died(child);
    // In the end it dies because nothing is left to play.
    death.catch(() => {});
    for (let share = shares.shift(); share; share = shares.shift()) {
      child.send(share);
      const [result] = (await Promise.race([once(child, 'message'), death])) as [Result];
      results.set(result.attack, sumOf(results.get(result.attack), result));
      onShare(result, seeded.length + unseeded.length);
    }
    child.disconnect();
  };
  await Promise.all([play(unseeded), ...Array.from({ length: processes }, () => play(seeded))]);
  return [...ATTACKS, ...UNSEEDED].flatMap(({ name }) => results.get(name) ?? []);
};

const died = async (child: ChildProcess): Promise<never> => {
  const [code] = await once(child, 'exit');
  throw new Error(`A process of the proof ended with ${code}.`);
};

const sharesOf = async (scale: number): Promise<Share[]> => {
  const shares: Share[] = [];
  for (const attack of ATTACKS) {
    const all = (await plannedFor(attack)) + Math.ceil(attack.cases.full * scale);
    for (let first = 1; first <= all; first += CASES_A_SHARE)
      shares.push({ attack: attack.name, first, count: Math.min(CASES_A_SHARE, all - first + 1) });
  }
  return shares;
};

const unseededShares = (scale: number): Share[] =>
  UNSEEDED.flatMap(({ name, cases }) => {
    const all = Math.ceil(cases.full * scale);
    return Array.from({ length: Math.ceil(all / 10) }, (_, at) => ({
      ...{ attack: name, first: 1 },
      count: Math.min(10, all - at * 10),
    }));
  });

const plannedFor = async (attack: (typeof ATTACKS)[number]): Promise<number> => {
  if (!attack.plan) return 0;
  const ground = await Ground.start();
  const planned = await attack.plan(ground);
  await ground.stop();
  return planned;
};

const sumOf = (one: Result | undefined, other: Result): Result =>
  one === undefined
    ? other
    : {
        attack: one.attack,
        cases: one.cases + other.cases,
        steps: one.steps + other.steps,
        milliseconds: one.milliseconds + other.milliseconds,
        failures: [...one.failures, ...other.failures],
      };
