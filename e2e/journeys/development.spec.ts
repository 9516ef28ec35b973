import { join } from 'node:path';
import { createServer, mergeConfig, type ViteDevServer } from 'vite';
import { freePort } from '../../local/free-port.ts';
import { dashboard } from '../../vite.config.ts';
import { expect, test } from '../fixtures.ts';
import { signInForm } from '../pages/sign-in-page.ts';
import { ROOT } from '../system/deployment.ts';

let server: ViteDevServer;
let url: string;

test.beforeAll(async ({ restock }) => {
  test.slow();
  const outputs = join(restock.folder, 'amplify_outputs.json');
  const port = await freePort();
  const own = { root: ROOT, configFile: false, logLevel: 'error', server: { port, strictPort: true } } as const;
  server = await createServer(mergeConfig(dashboard(outputs), own));
  await server.listen();
  url = `http://127.0.0.1:${port}`;
});

test.afterAll(() => server?.close());

test('the development server shows the dashboard under the same policy, with a nonce for what it adds', async ({
  open,
  request,
}) => {
  test.slow();
  const policy = (await request.get(url)).headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{20,}';/);
  expect(policy).not.toContain('unsafe-');
  // The fixture fails the journey on any violation, also by the scripts and styles that Vite puts in.
  const page = await open('stranger', url);
  await expect(signInForm(page)).toBeVisible({ timeout: 60_000 });
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).not.toBe('rgba(0, 0, 0, 0)');
});
