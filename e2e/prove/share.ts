import { attackNamed } from './attacks/all.ts';
import { type Result, range, runCases, runUnseeded } from './run-cases.ts';
import { UNSEEDED } from './unseeded.ts';

/** A part of an attack that one process plays: these seeds, or where it has none, so many times. */
export interface Share {
  attack: string;
  first: number;
  count: number;
}

export const playShare = ({ attack, first, count }: Share): Promise<Result> => {
  const unseeded = UNSEEDED.find(({ name }) => name === attack);
  if (unseeded) return runUnseeded(attack, count, unseeded.play);
  return runCases(attackNamed(attack), () => range(first, count));
};
