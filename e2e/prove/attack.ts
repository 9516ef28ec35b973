import type { Random } from '../../local/testing/simulation/random.ts';
import type { Ground } from './ground.ts';

/** One way of attacking the flow; a case of it is what it does with one seed, a number from 1. */
export interface Attack {
  name: string;
  /** How many cases `npm run prove` plays, and how many `npm test`; beside those that `plan` counts. */
  cases: { full: number; short: number };
  /** For attacks that go through all of something: looks what there is, and answers how many cases that makes. */
  plan?(ground: Ground): Promise<number>;
  /** Which of the planned cases `npm test` plays; all of them where this is not given. */
  inShort?(seed: number): boolean;
  /** Plays a case until everything that was set going has ended. Answers what it itself saw go wrong. */
  play(ground: Ground, random: Random, seed: number): Promise<string[]>;
}
