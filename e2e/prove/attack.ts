import type { Random } from '../../local/testing/simulation/random.ts';
import type { Ground } from './ground.ts';

/** One way of attacking the flow; a case of it is what it does with one seed. */
export interface Attack {
  name: string;
  /** Row of the table: how many cases in `npm run prove`, and how many in `npm test`. */
  cases: { full: number; short: number };
  /** Plays a case up to the point where everything that was set going has ended. Answers what it itself saw go wrong. */
  play(ground: Ground, random: Random, at: number): Promise<string[] | undefined>;
  publishes?: boolean;
}
