import { expect, type Page } from '@playwright/test';

export const signInForm = (page: Page) => page.getByRole('form', { name: 'Sign in' });

export async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await signInForm(page).getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in and waits until the form has gone. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await submitSignIn(page, email, password);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}
