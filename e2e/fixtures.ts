import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { Restock } from './restock.ts';
import { sessionAt } from './system/deployment.ts';
import { Violations } from './violations.ts';

export { expect, type Page } from '@playwright/test';
export { PASSWORD } from './system/deployment.ts';

export type Who = 'viewer' | 'operator' | 'approver' | 'manager' | 'outsider';
export const emailOf = (who: Who): string => `${who}@example.com`;

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Opens a window of its own for somebody who is signed in, or for a stranger who is not. */
type OpenWindow = (who: Who | 'stranger', path?: string, options?: BrowserContextOptions) => Promise<Page>;

async function newContext(
  browser: Browser,
  restock: Restock,
  violations: Violations,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: restock.dashboardUrl, ...options });
  await violations.watch(context);
  return context;
}

/** What the browser of somebody who has signed in before remembers of it. Signing in by the form is a journey of its own. */
async function sessionState({ endpoint, outputs, dashboardUrl }: Restock, who: Who): Promise<StorageState> {
  const session = await sessionAt(endpoint.url, outputs, emailOf(who));
  const localStorage = Object.entries(session).map(([name, value]) => ({ name, value }));
  return { cookies: [], origins: [{ origin: dashboardUrl, localStorage }] };
}

export const test = base.extend<
  { open: OpenWindow; violations: Violations },
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
    async ({ restock }, use) => {
      const sessions = new Map<Who, Promise<StorageState>>();
      await use((who) => {
        const session = sessions.get(who) ?? sessionState(restock, who);
        sessions.set(who, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],

  /** A journey that broke the page's policy anywhere, or a page that threw, fails however well it went otherwise. */
  violations: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright demands the pattern to see what a fixture needs.
    async ({}, use) => {
      const violations = new Violations();
      await use(violations);
      expect(violations.take(), 'what the page did against its policy').toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ browser, restock, sessionOf, violations, contextOptions, viewport, locale, timezoneId }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, path = '/', options = {}) => {
      const storageState = who === 'stranger' ? undefined : await sessionOf(who);
      const defaults = { ...contextOptions, viewport, locale, timezoneId, storageState };
      const context = await newContext(browser, restock, violations, { ...defaults, ...options });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
