import { expect, type Page } from '@playwright/test';

export const connectionState = (page: Page) => page.getByTestId('connection-state');

/** From now on changes arrive by themselves. */
export const isLive = (page: Page) => expect(connectionState(page)).toHaveText('Live');

export const pageLink = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
