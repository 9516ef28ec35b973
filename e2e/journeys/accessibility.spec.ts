import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { graveViolations } from '../pages/grave-violations.ts';
import { ImportPage } from '../pages/import-page.ts';
import { Palette, shortcutSheet } from '../pages/palette.ts';
import { ordersOf, review } from '../pages/purchase-orders-page.ts';
import { heading } from '../pages/shell.ts';
import { signInForm } from '../pages/sign-in-page.ts';
import { productDrawer, StockRow } from '../pages/stock-page.ts';

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In each theme and on each size: nothing serious for axe, and nothing that makes the page itself scroll sideways. */
async function isSound(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      // The other theme changes colours and nothing else.
      const found = await graveViolations(page, (axe) =>
        colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast']),
      );
      expect.soft(found, `${colorScheme}, ${size}`).toEqual([]);
    }
    const [content = 0, window = 0] = await page.evaluate(() => {
      const root = document.documentElement;
      return [root.scrollWidth, root.clientWidth];
    });
    expect.soft(content, `width of the page, ${size}`).toBeLessThanOrEqual(window);
  }
}

const PAGES = ['Overview', 'Stock', 'Reservations', 'Alerts', 'Purchase orders', 'Simulator', 'Events', 'Settings'];

// A colour on its way from one theme to the other has the contrast of neither.
const still = { reducedMotion: 'reduce' } as const;

test('accessible in both themes and sizes: sign-in', async ({ open }) => {
  const page = await open('stranger', '/', still);
  await expect(signInForm(page)).toBeVisible();
  await isSound(page);
});

/** Every page by its link: a load of each would take a second of a processor, and find the same. */
test('accessible in both themes and sizes: every page', async ({ open }) => {
  test.slow();
  const page = await open('manager', '/', still);
  for (const title of PAGES) {
    await test.step(title, async () => {
      await page.setViewportSize(SIZES.desktop);
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click();
      await expect(heading(page, title)).toBeVisible();
      await isSound(page);
    });
  }
});

test('accessible in both themes and sizes: every section of the settings', async ({ open }) => {
  test.slow();
  const page = await open('manager', '/settings', still);
  for (const section of ['Suppliers', 'Mail', 'Roles']) {
    await test.step(section, async () => {
      await page.setViewportSize(SIZES.desktop);
      await page.getByRole('tab', { name: section }).click();
      await expect(page.getByRole('tab', { name: section, selected: true })).toBeVisible();
      await isSound(page);
    });
  }
});

test('accessible in both themes and sizes: the palette and the sheet of shortcuts', async ({ open }) => {
  const page = await open('manager', '/', still);
  await expect(heading(page, 'Overview')).toBeVisible();
  await page.keyboard.press('?');
  await expect(shortcutSheet(page)).toBeVisible();
  await isSound(page);
  await page.keyboard.press('Escape');
  const palette = await Palette.open(page);
  await page.keyboard.type('te');
  await expect(palette.chosen).toBeVisible();
  await isSound(page);
});

test('accessible in both themes and sizes: a purchase order', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Hand cart', available: 2, reorderPoint: 4 });
  const page = await open('manager', ordersOf(product), still);
  await review(page, product);
  await isSound(page);
});

test('accessible in both themes and sizes: an import', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Sack barrow', available: 8, reorderPoint: 4 });
  const page = await open('manager', '/stock/import', still);
  await expect(heading(page, 'Import stock')).toBeVisible();
  await isSound(page);
  const form = new ImportPage(page);
  await form.give('sku,name,available', `${product.id},Barrow,3`, 'new-one,,4');
  await expect(form.problems).toBeVisible();
  await expect(form.differences).toBeVisible();
  await isSound(page);
});

test('accessible in both themes and sizes: a product', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Pallet jack', available: 8, reorderPoint: 4 });
  const page = await open('manager', `/stock?q=${product.id}`, still);
  await new StockRow(page, product).open();
  await expect(productDrawer(page, product).getByRole('table', { name: 'Ledger' })).toBeVisible();
  await isSound(page);
});
