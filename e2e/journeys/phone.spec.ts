import { expect, test } from '../fixtures.ts';
import { graveViolations } from '../pages/grave-violations.ts';
import { heading } from '../pages/shell.ts';

test('on a phone every page is reached with a thumb, and nothing scrolls sideways', async ({ open }) => {
  const page = await open('viewer', '/', { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const pages = page.getByRole('navigation', { name: 'Pages', exact: true });
  const isWithin = async () => {
    const overflow = await pages.evaluate((nav) => nav.scrollWidth - nav.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  };
  for (const [link, title] of [
    ['Stock', 'Stock'],
    ['Alerts', 'Alerts'],
    ['Purchase orders', 'Purchase orders'],
    ['Overview', 'Overview'],
  ] as const) {
    await pages.getByRole('link', { name: link }).click();
    await expect(heading(page, title)).toBeVisible();
    await isWithin();
  }
  const more = pages.getByText('More', { exact: true });
  for (const name of ['Reservations', 'Simulator', 'Events', 'Settings']) {
    await expect(pages.getByRole('link', { name })).toBeHidden();
    await more.click();
    const box = await pages.getByRole('link', { name }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await pages.getByRole('link', { name }).click();
    await expect(heading(page, name)).toBeVisible();
    await expect(pages.getByRole('link', { name })).toBeHidden();
    await isWithin();
  }
  await more.click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await graveViolations(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(pages.getByRole('link', { name: 'Settings' })).toBeHidden();
});
