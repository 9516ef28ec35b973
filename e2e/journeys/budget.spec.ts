import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const BUDGET_KB = 240;

/** In kB of 1000 bytes, as a server that compresses would send them. */
const gzipKilobytes = async (responses: readonly Response[]): Promise<number> => {
  const bodies = await Promise.all(responses.map((response) => response.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
};

test('the Overview is usable before the charts, on little JavaScript', async ({ open }, { annotations }) => {
  const page = await open('viewer', 'about:blank');
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  // The charts are held back: whatever is fetched until then is what a person waits for.
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/chart-[^/]*\.js$/i, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/');
  const counts = page.getByRole('list', { name: 'Counts' }).getByRole('link');
  await expect(counts).toHaveCount(6);
  for (const count of await counts.all()) await expect(count).toHaveText(/\d/);
  const before = scripts.slice();
  const base = await gzipKilobytes(before);

  release();
  await expect(page.locator('svg.recharts-surface').first()).toBeVisible();
  const charts = await gzipKilobytes(scripts.slice(before.length));
  const description = `${base.toFixed(1)} kB gzip in ${before.length} files until usable, ${charts.toFixed(1)} kB for charts after`;
  annotations.push({ type: 'JavaScript of the Overview', description });
  console.log(`    JavaScript of the Overview: ${description}`);
  expect(base).toBeLessThanOrEqual(BUDGET_KB);
});
