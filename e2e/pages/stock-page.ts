import { expect, type Locator, type Page } from '@playwright/test';
import type { Product } from '../catalogue.ts';

const HEADINGS = {
  available: 'Available',
  reserved: 'Reserved',
  onHand: 'On hand',
  reorderPoint: 'Reorder point',
  status: 'Status',
};
type Cell = keyof typeof HEADINGS;
const CELLS = Object.keys(HEADINGS) as Cell[];

export const stockTable = (page: Page) => page.getByRole('table', { name: 'Stock levels' });

/** One product's row in the table of stock levels. */
export class StockRow {
  readonly row: Locator;
  #page: Page;
  #product: Product;

  constructor(page: Page, product: Product) {
    this.#page = page;
    this.#product = product;
    this.row = stockTable(page)
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: product.name }) });
  }

  async shows(expected: Partial<Record<Cell, string | RegExp>>): Promise<void> {
    for (const cell of CELLS) {
      const text = expected[cell];
      if (text !== undefined) await expect(await this.#cell(cell), cell).toHaveText(text);
    }
  }

  read = async (cell: Cell): Promise<number> => Number(await (await this.#cell(cell)).textContent());

  /** By its heading: who has several locations has a column more. */
  async #cell(cell: Cell): Promise<Locator> {
    await expect(this.row).toBeVisible();
    const headings = await stockTable(this.#page).getByRole('columnheader').allInnerTexts();
    const [, ...beside] = headings.map((heading) => heading.trim());
    return this.row.getByRole('cell').nth(beside.findIndex((heading) => heading.startsWith(HEADINGS[cell])));
  }

  open = (): Promise<void> => this.row.getByRole('button', { name: this.#product.name }).click();
}

export const productDrawer = (page: Page, product: Product) =>
  page.getByRole('dialog', { name: product.name, exact: true });

type Why = { reason?: string; note?: string };

export async function adjustStock(drawer: Locator, change: number, { reason, note }: Why): Promise<void> {
  const form = drawer.getByRole('form', { name: 'Adjust stock' });
  await form.getByRole('textbox', { name: 'Change' }).fill(String(change));
  if (reason) await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: reason });
  if (note) await form.getByRole('textbox', { name: 'Note' }).fill(note);
  await form.getByRole('button', { name: 'Adjust stock' }).click();
}

/** The entries of a product's ledger that say this. */
export const ledgerEntry = (drawer: Locator, text: string | RegExp): Locator =>
  drawer.getByRole('table', { name: 'Ledger' }).getByRole('row').filter({ hasText: text });
