/** `npm test`: every runner, and one line that sums them up. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { prepare } from '../e2e/prepare.ts';
import { ensureEngine } from './start/engine.ts';
import { ensureBrowser } from './test/browser.ts';
import { type Counts, countPlaywright, countVitest, sum } from './test/counts.ts';

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'restock-reports-'));
const began = performance.now();

/** Every endpoint writes down here which grant let which call through; the last runner reads it. */
const accessLog = join(root, '.restock/access');
rmSync(accessLog, { recursive: true, force: true });

/** A runner that dies without a report is one failure: silence must never look like success. */
const DIED: Counts = { passed: 0, failed: 1, skipped: 0 };

const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);

const exitCode = (tool: string, args: string[], env: Record<string, string>): Promise<number | null> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, tool), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, RESTOCK_ACCESS_LOG: accessLog, ...env },
    });
    child.once('error', fail);
    child.once('close', done);
  });

async function run<Report>(
  tool: string,
  args: string[],
  reportFile: string,
  count: (report: Report) => Counts,
  env: Record<string, string> = {},
): Promise<Counts> {
  const from = seconds();
  const code = await exitCode(tool, args, env);
  console.log(`${basename(reportFile, '.json')}: from ${from} s to ${seconds()} s`);
  if (!existsSync(reportFile)) return DIED;
  const counts = count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report);
  return code !== 0 && counts.failed === 0 ? sum([counts, DIED]) : counts;
}

function vitest(project: 'unit' | 'system' | 'access'): Promise<Counts> {
  const report = join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return run('node_modules/vitest/vitest.mjs', args, report, countVitest);
}

function journeys(browser: string | undefined): Promise<Counts> {
  const report = join(reports, 'journeys.json');
  return run('node_modules/playwright/cli.js', ['test'], report, countPlaywright, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    ...(browser && { RESTOCK_BROWSER: browser }),
  });
}

await ensureEngine(root);
const browser = ensureBrowser(root);
// A deployment waits as often as it works: the tests that need none fill the gaps.
const units = vitest('unit');
const prepared = await prepare().then(
  () => {
    console.log(`prepared: ${seconds()} s`);
    return true;
  },
  (error: unknown) => {
    console.error(error);
    return false;
  },
);
const deployed = prepared ? [await vitest('system'), await journeys(browser)] : [DIED];
const total = sum([await units, ...deployed, await vitest('access')]);

console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
