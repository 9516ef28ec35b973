import { expect, type Locator, type Page } from '@playwright/test';
import type { Product } from '../catalogue.ts';

/** The page that brings products and counts from a file. */
export class ImportPage {
  readonly file: Locator;
  readonly differences: Locator;
  readonly problems: Locator;
  readonly send: Locator;
  readonly imported: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.file = page.getByLabel('Choose a CSV file');
    this.differences = page.getByRole('table', { name: 'What would change' });
    this.problems = page.getByRole('table', { name: 'What is wrong' });
    this.send = page.getByRole('button', { name: /^Import \d+ changes?$/ });
    this.imported = page.getByRole('region', { name: 'Imported' });
  }

  async give(...lines: string[]): Promise<void> {
    const buffer = Buffer.from(lines.join('\r\n'));
    await this.file.setInputFiles({ name: 'counts.csv', mimeType: 'text/csv', buffer });
  }

  add = (): Promise<void> => this.#page.getByRole('radio', { name: 'what came or went' }).check();

  /** What a row of the differences says of its counts: before, after and the change. */
  async shows(product: Product, ...counts: string[]): Promise<void> {
    const cells = this.differences.getByRole('row').filter({ hasText: product.name }).getByRole('cell');
    await expect(cells).toContainText(counts);
  }
}

/** Drops a file where it would be chosen. */
export async function dropFile(page: Page, target: Locator, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.csv', { type: 'text/csv' }));
    return transfer;
  }, text);
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}
