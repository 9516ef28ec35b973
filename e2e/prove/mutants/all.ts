import { byHandMutants } from './by-hand.ts';
import { checkingMutants } from './checking.ts';
import { decidingMutants } from './deciding.ts';
import type { Mutant } from './mutant.ts';
import { purchasingMutants } from './purchasing.ts';
import { receivingMutants } from './receiving.ts';
import { reservingMutants } from './reserving.ts';
import { settlingMutants } from './settling.ts';

export const MUTANTS: Mutant[] = [
  ...reservingMutants,
  ...settlingMutants,
  ...purchasingMutants,
  ...decidingMutants,
  ...receivingMutants,
  ...checkingMutants,
  ...byHandMutants,
];
