import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // Fast: no deployment. `npm run check` runs these alone.
        test: {
          name: 'unit',
          include: ['{amplify,src,local,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.system.test.ts'],
        },
      },
      {
        // The deployed backend on a real endpoint.
        test: {
          name: 'system',
          include: ['{amplify,local,e2e}/**/*.system.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['e2e/system/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
