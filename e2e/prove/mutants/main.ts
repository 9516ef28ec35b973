/** `npm run prove:mutants`: takes each guard away in turn and shows that the attack it is for notices. */
import { parseArgs } from 'node:util';
import { ensureDeployed } from '../../system/deployment.ts';
import { attackNamed } from '../attacks/all.ts';
import { Ground } from '../ground.ts';
import { runCases } from '../run-cases.ts';
import { MUTANTS } from './all.ts';
import { codeEdits, configureMutant, type Mutant } from './mutant.ts';

const { values } = parseArgs({ options: { mutant: { type: 'string' }, history: { type: 'boolean', default: false } } });

/** The first seed that notices, and what it saw. */
const hunt = async (mutant: Mutant) => {
  const start = () => Ground.start({ edit: codeEdits(mutant), configure: configureMutant(mutant) });
  const attack = attackNamed(mutant.attack);
  return runCases(attack, () => mutant.seeds, { start, mostFailures: 1 });
};

await ensureDeployed();
const began = performance.now();
const chosen = MUTANTS.filter(({ name }) => values.mutant === undefined || name === values.mutant);
let caught = 0;
for (const mutant of chosen) {
  const { failures, cases, milliseconds } = await hunt(mutant);
  const [failure] = failures;
  if (failure) caught += 1;
  const verdict = failure
    ? `caught by ${mutant.attack} seed ${failure.seed}`
    : `NOT CAUGHT in ${cases} cases of ${mutant.attack}`;
  console.log(`${mutant.name.padEnd(34)} ${verdict} (${(milliseconds / 1000).toFixed(1)} s)`);
  console.log(`${' '.repeat(34)} ${failure?.violations[0] ?? mutant.guard}`);
  if (values.history && failure) console.log(failure.history);
}
console.log(
  `${caught} of ${chosen.length} mutants caught in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`,
);
process.exit(caught === chosen.length ? 0 : 1);
