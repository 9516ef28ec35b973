/** `npm test`: every runner, one after the other, and one line that sums them up. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from './test/browser.ts';
import { type Counts, countPlaywright, countVitest, sum } from './test/counts.ts';

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'restock-reports-'));

/** A runner that dies without a report is one failure: silence must never look like success. */
const DIED: Counts = { passed: 0, failed: 1, skipped: 0 };

function run<Report>(
  tool: string,
  args: string[],
  reportFile: string,
  count: (report: Report) => Counts,
  env = {},
): Counts {
  const { status } = spawnSync(process.execPath, [join(root, tool), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (!existsSync(reportFile)) return DIED;
  const counts = count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report);
  return status !== 0 && counts.failed === 0 ? sum([counts, DIED]) : counts;
}

const browser = ensureBrowser(root);
const unitReport = join(reports, 'vitest.json');
const journeyReport = join(reports, 'playwright.json');

const total = sum([
  run(
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    unitReport,
    countVitest,
  ),
  run('node_modules/playwright/cli.js', ['test'], journeyReport, countPlaywright, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport,
    ...(browser && { RESTOCK_BROWSER: browser }),
  }),
]);

console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
