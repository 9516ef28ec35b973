import { expect, type Locator, type Page } from '@playwright/test';

export const connectionState = (page: Page) => page.getByTestId('connection-state');

/** From now on changes arrive by themselves. */
export const isLive = (page: Page) => expect(connectionState(page)).toHaveText('Live');

export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** Lists never move under their reader: takes what is new whenever it is offered, until `row` is there. */
export const untilShown = (page: Page, row: Locator) =>
  expect(async () => {
    const offer = page.getByRole('button', { name: /Show$/ }).first();
    // It may go away by itself before it is clicked: then the next look finds the row.
    if (await offer.isVisible()) await offer.click({ timeout: 1_000 });
    await expect(row).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Walks with the Tab key until the focus is where a person would want it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const MOST_STOPS = 80;
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${target} within ${MOST_STOPS} stops.`);
}
