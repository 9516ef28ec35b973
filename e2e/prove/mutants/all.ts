import { checkingMutants } from './checking.ts';
import type { Mutant } from './mutant.ts';
import { purchasingMutants } from './purchasing.ts';
import { reservingMutants } from './reserving.ts';

export const MUTANTS: Mutant[] = [...reservingMutants, ...purchasingMutants, ...checkingMutants];
