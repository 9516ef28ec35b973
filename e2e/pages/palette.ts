import { expect, type Locator, type Page } from '@playwright/test';

/** The command palette. Its field keeps the focus; the option that Enter would take is the selected one. */
export class Palette {
  readonly dialog: Locator;
  readonly field: Locator;
  readonly chosen: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Command palette' });
    this.field = this.dialog.getByRole('combobox');
    this.chosen = this.dialog.getByRole('option', { selected: true });
  }

  static async open(page: Page): Promise<Palette> {
    const palette = new Palette(page);
    await page.keyboard.press('Control+k');
    await expect(palette.field).toBeFocused();
    return palette;
  }
}

export const shortcutSheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
