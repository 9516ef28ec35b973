import type { Attack } from './attack.ts';
import { describeFailure } from './report.ts';
import { type Result, range, runCases } from './run-cases.ts';

/** Plays the part of an attack that `npm test` plays; fails with what to do to see it again. */
export const expectHeld = async (attack: Attack): Promise<void> => {
  const { cases, inShort = () => true } = attack;
  const seedsOf = (planned: number) =>
    range(1, planned + cases.short).filter((seed) => seed > planned || inShort(seed));
  expectNothing(await runCases(attack, seedsOf, { mostFailures: 1 }));
};

export const expectNothing = ({ failures: [failure] }: Result): void => {
  if (failure) throw new Error(describeFailure(failure));
};
