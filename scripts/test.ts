/** `npm test`: every runner, one after the other, and one line that sums them up. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { buildDashboard } from './start/dashboard.ts';
import { ensureBrowser } from './test/browser.ts';
import { type Counts, countPlaywright, countVitest, sum } from './test/counts.ts';

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'restock-reports-'));

/** Every endpoint writes down here which grant let which call through; the last runner reads it. */
const accessLog = join(root, '.restock/access');
rmSync(accessLog, { recursive: true, force: true });

/** A runner that dies without a report is one failure: silence must never look like success. */
const DIED: Counts = { passed: 0, failed: 1, skipped: 0 };

function run<Report>(
  tool: string,
  args: string[],
  reportFile: string,
  count: (report: Report) => Counts,
  env = {},
): Counts {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [join(root, tool), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RESTOCK_ACCESS_LOG: accessLog, ...env },
  });
  console.log(`${basename(reportFile, '.json')}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  if (!existsSync(reportFile)) return DIED;
  const counts = count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report);
  return status !== 0 && counts.failed === 0 ? sum([counts, DIED]) : counts;
}

const vitest = (report: string, ...projects: string[]): string[] => [
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
];

const browser = ensureBrowser(root);
const unitReport = join(reports, 'vitest.json');
const accessReport = join(reports, 'access.json');
const journeyReport = join(reports, 'playwright.json');

// On the core that the deployment leaves free. Where it fails the journeys build again, and say why.
const built = buildDashboard(root, join(root, '.restock/dashboard.stamp')).catch(() => false);
const tests = run('node_modules/vitest/vitest.mjs', vitest(unitReport, 'unit', 'system'), unitReport, countVitest);
await built;

const total = sum([
  tests,
  run('node_modules/playwright/cli.js', ['test'], journeyReport, countPlaywright, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport,
    ...(browser && { RESTOCK_BROWSER: browser }),
  }),
  run('node_modules/vitest/vitest.mjs', vitest(accessReport, 'access'), accessReport, countVitest),
]);

console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
