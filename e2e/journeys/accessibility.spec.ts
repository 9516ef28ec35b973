import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ordersOf, review } from '../pages/purchase-orders-page.ts';
import { heading } from '../pages/shell.ts';
import { signInForm } from '../pages/sign-in-page.ts';
import { productDrawer, StockRow } from '../pages/stock-page.ts';

const PAGES = [
  ['/', 'Overview'],
  ['/stock', 'Stock'],
  ['/reservations', 'Reservations'],
  ['/alerts', 'Alerts'],
  ['/purchase-orders', 'Purchase orders'],
  ['/simulator', 'Simulator'],
] as const;

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** Nothing serious for axe, and nothing that makes the page itself scroll sideways. */
async function isSound(page: Page, what: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n    ')}`);
  expect.soft(grave, what).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect.soft(scrollWidth, `${what}: width of the page`).toBeLessThanOrEqual(clientWidth);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`every page is accessible: ${colorScheme}, ${size}`, async ({ restock, open }) => {
      const name = `Trolley, ${colorScheme} ${size}`;
      const product = await restock.addProduct({ name, available: 2, reorderPoint: 4 });
      const look = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
      const stranger = await open('stranger', '/', look);
      await expect(signInForm(stranger)).toBeVisible();
      await isSound(stranger, 'Sign in');

      const page = await open('manager', '/', look);
      for (const [path, title] of PAGES) {
        await page.goto(path);
        await expect(heading(page, title)).toBeVisible();
        await isSound(page, title);
      }
      await page.goto(ordersOf(product));
      await review(page, product);
      await isSound(page, 'Purchase order drawer');
      await page.goto(`/stock?q=${product.id}`);
      await new StockRow(page, product).open();
      await expect(productDrawer(page, product).getByRole('table', { name: 'Ledger' })).toBeVisible();
      await isSound(page, 'Product drawer');
    });
  }
}
