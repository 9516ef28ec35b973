import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

export default defineConfig({
  test: {
    // Vitest leaves one core to itself; on a machine of two that would halve it.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Fast: no deployment. `npm run check` runs these alone.
        test: {
          name: 'unit',
          // Files share a process: each would import AWS's SDKs anew.
          isolate: false,
          include: ['{amplify,src,local,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.system.test.ts'],
          // Other tests may hold both cores meanwhile: a limit is for what hangs.
          testTimeout: 30_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Last of all: what the other tests used of what the deployed policies grant.
        test: {
          name: 'access',
          include: ['e2e/access/**/*.access.test.ts'],
          globalSetup: ['e2e/system/global-setup.ts'],
        },
      },
      {
        // The deployed backend on a real endpoint.
        test: {
          name: 'system',
          // As above.
          isolate: false,
          // The authorization matrix calls all of some thirty in turn: fewer would be started anew each time.
          env: { RESTOCK_WARM_FUNCTIONS: '48' },
          include: ['{amplify,local,e2e}/**/*.system.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['e2e/system/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
