import { defineConfig } from '@playwright/test';

// More than a laptop keeps: see `local/services/lambda/worker-pool.ts`.
process.env.RESTOCK_WARM_FUNCTIONS ??= '24';
const executablePath = process.env.RESTOCK_BROWSER || undefined;
const root = process.getuid?.() === 0;

/** People's journeys through the built dashboard, over a deployed backend of their own. */
export default defineConfig({
  // Files begin in the order of their names: alerts and approving, which wait more than they work, do so while others work.
  testDir: 'e2e/journeys',
  globalSetup: './e2e/global-setup.ts',
  // Each worker has a Restock of its own; the journeys that share one keep to products of their own.
  workers: 3,
  // A journey that passes only when repeated is broken.
  retries: 0,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // The file of the JSON report is named by PLAYWRIGHT_JSON_OUTPUT_NAME.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace of everything costs a fifth of the run: `npx playwright test --trace on` when one is wanted.
    screenshot: 'only-on-failure',
    // Chromium's own sandbox does not start for root, as which containers often run.
    launchOptions: { executablePath, args: root ? ['--no-sandbox'] : [] },
  },
});
