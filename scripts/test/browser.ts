import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright';

/**
 * What distributions and vendors call a Chromium. First the one without a window, which is what Playwright brings too: the
 * whole browser draws its own bars and pages for every window that nobody sees, a third of the journeys' processor time.
 */
const NAMES = [
  ...['chromium-headless-shell', 'chrome-headless-shell'],
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
];
/** Debian's packages, the first that it has. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];

/**
 * A Chromium for Playwright: its own, downloaded where that is possible; else one on this machine; else Debian's package.
 * Answers the path of an executable, or undefined for Playwright's own.
 */
export function ensureBrowser(root: string): string | undefined {
  if (existsSync(chromium.executablePath())) return undefined;
  const found = onThisMachine();
  if (found) return found;
  if (run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])) return undefined;
  const install = (name: string) => run('apt-get', ['install', '-y', name]);
  if (process.getuid?.() === 0 && run('apt-get', ['update']) && PACKAGES.some(install)) {
    const installed = onThisMachine();
    if (installed) return installed;
  }
  throw new Error(
    'The end-to-end tests need a browser and none could be installed. Run this once: npx playwright install --with-deps chromium',
  );
}

/** Opens it, or the one that `RESTOCK_BROWSER` names. */
export const launchBrowser = (root: string): Promise<Browser> => chromium.launch(launchOptions(root));

/** The same with one profile for all its windows, which others may drive by the port of its protocol. */
export const launchProfile = (root: string, folder: string, port: number): Promise<BrowserContext> => {
  const { executablePath, args } = launchOptions(root);
  return chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
  });
};

/** Chromium's own sandbox does not start for root, as which containers often run. */
const launchOptions = (root: string) => ({
  executablePath: process.env.RESTOCK_BROWSER || ensureBrowser(root),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

function onThisMachine(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
    return true;
  } catch {
    return false;
  }
}
