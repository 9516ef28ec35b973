import type { Page } from 'playwright';
import { signIn } from '../../e2e/pages/sign-in-page.ts';
import type { Restock } from '../../e2e/restock.ts';
import { PASSWORD } from '../../e2e/system/deployment.ts';
import { launchBrowser } from '../test/browser.ts';

/** Runs `work` with a tab of a real browser in which a viewer or somebody else is signed in. */
export async function withTab<Result>(
  restock: Restock,
  root: string,
  work: (page: Page) => Promise<Result>,
  email = 'viewer@example.com',
): Promise<Result> {
  const browser = await launchBrowser(root);
  try {
    const page = await (await browser.newContext({ baseURL: restock.dashboardUrl })).newPage();
    await page.goto('/');
    await signIn(page, email, PASSWORD);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Megabytes of what a page's scripts hold, once what nobody holds is collected. */
export async function heldMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}
