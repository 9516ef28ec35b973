import type { BrowserContext, Page } from '@playwright/test';

/** How a browser's console speaks of what a policy forbade, also where the page could not hear of it. */
const POLICY = /content security policy|permissions policy|refused to/i;

/** What a page did that its policy forbids, and what it threw: one list for all pages of a context. */
export class Violations {
  readonly #found: string[] = [];

  /** From now on, in every page and frame that the context opens. */
  async watch(context: BrowserContext): Promise<void> {
    await context.exposeFunction('reportViolation', (what: string) => void this.#found.push(what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
        const report = (window as unknown as { reportViolation: (what: string) => void }).reportViolation;
        report(`${effectiveDirective} forbids ${blockedURI} in ${location.href} (${sourceFile}: ${sample})`);
      });
    });
    context.on('page', (page) => this.#listen(page));
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#found.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && POLICY.test(message.text())) this.#found.push(message.text());
    });
  }

  peek(): readonly string[] {
    return this.#found;
  }

  /** Everything found so far; the next call answers what came since. */
  take(): string[] {
    return this.#found.splice(0);
  }
}
