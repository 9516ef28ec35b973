import { expect, type Locator, type Page } from '@playwright/test';
import type { Product } from '../catalogue.ts';

/** Only this product's orders, so that what other journeys raise neither hides nor moves them. */
export const ordersOf = (product: Product): string => `/purchase-orders?productId=${product.id}`;

export const reviewButton = (page: Page, product: Product) =>
  page.getByRole('button', { name: `Review purchase order: ${product.name}`, exact: true });

export const underWayRow = (page: Page, product: Product) =>
  page
    .getByRole('table', { name: 'Purchase orders under way' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: product.name }) });

export const historyRow = (page: Page, product: Product) =>
  page
    .getByRole('table', { name: 'Purchase order history' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: product.name }) });

/** The drawer of one purchase order, in which it is decided. */
export class PurchaseOrderDrawer {
  readonly dialog: Locator;
  readonly note: Locator;
  readonly approve: Locator;
  readonly reject: Locator;
  readonly received: Locator;
  readonly receive: Locator;

  constructor(page: Page, product: Product) {
    this.dialog = page.getByRole('dialog', { name: `Purchase order: ${product.name}` });
    this.note = this.dialog.getByRole('textbox', { name: 'Note' });
    this.approve = this.dialog.getByRole('button', { name: /^Approv/ });
    this.received = this.dialog.getByRole('textbox', { name: 'Quantity received' });
    this.receive = this.dialog.getByRole('button', { name: /^Receiv/ });
    this.reject = this.dialog.getByRole('button', { name: /^Reject/ });
  }

  /** What stands beside a term, such as "Quantity". */
  fact = (term: string): Locator =>
    this.dialog.locator('dl > div').filter({ hasText: term }).getByRole('definition').first();
}

/** Opens the pending order of a product, as soon as it can be decided. */
export async function review(
  page: Page,
  product: Product,
  options: { timeout?: number } = {},
): Promise<PurchaseOrderDrawer> {
  await reviewButton(page, product).click(options);
  const drawer = new PurchaseOrderDrawer(page, product);
  await expect(drawer.approve).toBeEnabled();
  return drawer;
}
