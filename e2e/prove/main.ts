/** `npm run prove`: attacks the deployed flow with thousands of seeded runs. `-- --attack NAME --seed N` replays one. */
import { parseArgs } from 'node:util';
import { ensureDeployed } from '../system/deployment.ts';
import { wholeFlow } from './attacks/whole-flow.ts';
import { runCases } from './run-cases.ts';

const { values } = parseArgs({
  options: {
    attack: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    cases: { type: 'string' },
    history: { type: 'boolean', default: false },
  },
});

await ensureDeployed((line) => console.log(line));
const attack = wholeFlow;
const first = Number(values.seed ?? values.from);
const count = values.seed ? 1 : Number(values.cases ?? 20);
const seeds = Array.from({ length: count }, (_, at) => first + at);
const result = await runCases(attack, seeds);
for (const failure of result.failures) {
  console.log(`seed ${failure.seed}:\n  ${failure.violations.join('\n  ')}`);
  if (values.seed) console.log(failure.history);
}
console.log(
  `${result.cases} cases, ${result.steps} steps, ${Math.round(result.milliseconds)} ms, ${result.failures.length} failures`,
);
