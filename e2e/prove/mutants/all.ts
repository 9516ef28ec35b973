import { byHandMutants } from './by-hand.ts';
import { checkingMutants } from './checking.ts';
import { decidingMutants } from './deciding.ts';
import type { Mutant } from './mutant.ts';
import { purchasingMutants } from './purchasing.ts';
import { receivingMutants } from './receiving.ts';
import { reservingMutants } from './reserving.ts';
import { settlingMutants } from './settling.ts';
import { transferringMutants } from './transferring.ts';
import { waitingMutants } from './waiting.ts';

export const MUTANTS: Mutant[] = [
  ...reservingMutants,
  ...settlingMutants,
  ...waitingMutants,
  ...purchasingMutants,
  ...decidingMutants,
  ...receivingMutants,
  ...checkingMutants,
  ...byHandMutants,
  ...transferringMutants,
];
