import type { Attack } from './attack.ts';
import { describeFailure } from './report.ts';
import { type Result, range, runCases } from './run-cases.ts';

/** Plays the part of an attack that `npm test` plays; fails with what to do to see it again. */
export const expectHeld = async (attack: Attack): Promise<void> => {
  expectNothing(await runCases(attack, (planned) => range(1, planned + attack.cases.short), { mostFailures: 1 }));
};

export const expectNothing = ({ failures: [failure] }: Result): void => {
  if (failure) throw new Error(describeFailure(failure));
};
