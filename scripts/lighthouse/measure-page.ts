import lighthouse, { desktopConfig } from 'lighthouse';
import type { BrowserContext } from 'playwright';
import { median } from '../bench/statistics.ts';

/** Scores are from 0 to 100, times in milliseconds, the layout shift without a unit (https://web.dev/articles/cls). */
export interface PageFigures {
  performance: number;
  accessibility: number;
  layoutShift: number;
  largestPaint: number;
  blocked: number;
}

/** A browser that stays signed in, and the port on which it listens for its protocol. */
export interface Measured {
  browser: BrowserContext;
  port: number;
}

/** The medians of so many loads of a page, each as if the browser had never been there. */
export async function measurePage(url: string, { browser, port }: Measured, runs: number): Promise<PageFigures> {
  const loads: PageFigures[] = [];
  for (let run = 0; run < runs; run += 1) {
    await emptyCache(browser);
    loads.push(await loadOnce(url, port));
  }
  const of = (name: keyof PageFigures) => median(loads.map((load) => load[name]));
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    layoutShift: of('layoutShift'),
    largestPaint: of('largestPaint'),
    blocked: of('blocked'),
  };
}

/** Lighthouse does so itself, but together with the storage, which holds the session. */
async function emptyCache(browser: BrowserContext): Promise<void> {
  const page = await browser.newPage();
  const session = await browser.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await page.close();
}

async function loadOnce(url: string, port: number): Promise<PageFigures> {
  const result = await lighthouse(
    url,
    // The session is in the page's storage, which a first visit would not have.
    { port, disableStorageReset: true, onlyCategories: ['performance', 'accessibility'], logLevel: 'error' },
    desktopConfig,
  );
  if (!result) throw new Error(`Lighthouse did not answer for ${url}.`);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`Lighthouse could not measure ${url}: ${runtimeError.message}`);
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    layoutShift: Math.round(value('cumulative-layout-shift') * 10_000) / 10_000,
    largestPaint: Math.round(value('largest-contentful-paint')),
    blocked: Math.round(value('total-blocking-time')),
  };
}
