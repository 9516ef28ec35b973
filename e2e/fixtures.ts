import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
} from '@playwright/test';
import { signIn } from './pages/sign-in-page.ts';
import { Restock } from './restock.ts';
import { PASSWORD } from './system/deployment.ts';

export { expect, type Page } from '@playwright/test';
export { PASSWORD } from './system/deployment.ts';

export type Who = 'viewer' | 'operator' | 'approver' | 'manager' | 'outsider';
export const emailOf = (who: Who): string => `${who}@example.com`;

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Opens a window of its own for somebody who is signed in, or for a stranger who is not. */
type OpenWindow = (who: Who | 'stranger', path?: string, options?: BrowserContextOptions) => Promise<Page>;

async function newContext(browser: Browser, restock: Restock, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: restock.dashboardUrl, ...options });
  await context.route('**/amplify_outputs.json', (route) => route.fulfill({ json: restock.outputs }));
  return context;
}

/** Signs in through the form, and answers what the browser remembers of it. */
async function signInOnce(browser: Browser, restock: Restock, who: Who): Promise<StorageState> {
  const context = await newContext(browser, restock, {});
  const page = await context.newPage();
  await page.goto('/');
  await signIn(page, emailOf(who), PASSWORD);
  const state = await context.storageState();
  await context.close();
  return state;
}

export const test = base.extend<
  { open: OpenWindow },
  { restock: Restock; sessionOf: (who: Who) => Promise<StorageState> }
>({
  restock: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright demands the pattern to see what a fixture needs.
    async ({}, use) => {
      const restock = await Restock.start();
      await use(restock);
      await restock.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  sessionOf: [
    async ({ browser, restock }, use) => {
      const sessions = new Map<Who, Promise<StorageState>>();
      await use((who) => {
        const session = sessions.get(who) ?? signInOnce(browser, restock, who);
        sessions.set(who, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],

  open: async ({ browser, restock, sessionOf, contextOptions, viewport, locale, timezoneId }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, path = '/', options = {}) => {
      const storageState = who === 'stranger' ? undefined : await sessionOf(who);
      const defaults = { ...contextOptions, viewport, locale, timezoneId, storageState };
      const context = await newContext(browser, restock, { ...defaults, ...options });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
