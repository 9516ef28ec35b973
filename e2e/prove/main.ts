/**
 * `npm run prove`: attacks the deployed flow with every attack at its full numbers and prints a table.
 * `-- --attack NAME --seed N` plays one case again and prints its history; `--cases N --from M` plays some of one attack;
 * `--scale 0.1` plays a tenth of everything.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureDeployed } from '../system/deployment.ts';
import { playAll } from './all-attacks.ts';
import { attackNamed } from './attacks/all.ts';
import { Ground } from './ground.ts';
import { describeFailure, tableOf } from './report.ts';
import { playCase, type Result } from './run-cases.ts';
import { playShare } from './share.ts';

// More than a laptop keeps: see `local/services/lambda/worker-pool.ts`.
process.env.RESTOCK_WARM_FUNCTIONS ??= '24';

const { values } = parseArgs({
  options: {
    attack: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    cases: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    processes: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
});

const replay = async (attackName: string, seed: number): Promise<boolean> => {
  const attack = attackNamed(attackName);
  const ground = await Ground.start();
  await attack.plan?.(ground);
  const violations = await playCase(ground, attack, seed);
  console.log(ground.history());
  console.log(violations.length === 0 ? '\nEverything holds.' : `\n${violations.join('\n')}`);
  await ground.stop();
  return violations.length === 0;
};

/** At once: whoever waits for the table should not have to wait for what went wrong. */
const tellFailures = ({ failures }: Result): void => {
  for (const failure of failures) console.log(`\n${describeFailure(failure)}\n`);
};

const conclude = (results: Result[]): boolean => {
  console.log(`\n${tableOf(results)}`);
  return results.every(({ failures }) => failures.length === 0);
};

const prove = async (): Promise<boolean> => {
  await ensureDeployed();
  if (values.attack && values.seed) return replay(values.attack, Number(values.seed));
  if (values.attack) {
    const share = { attack: values.attack, first: Number(values.from), count: Number(values.cases) };
    const result = await playShare(share);
    tellFailures(result);
    return conclude([result]);
  }
  const options = { processes: Number(values.processes), scale: Number(values.scale) };
  const results = await playAll(options, (result, left) => {
    console.log(`${result.attack}: ${result.cases} cases, ${result.failures.length} violations (${left} shares left)`);
    tellFailures(result);
  });
  return conclude(results);
};

process.exit((await prove()) ? 0 : 1);
