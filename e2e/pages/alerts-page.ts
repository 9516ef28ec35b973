import type { Page } from '@playwright/test';
import type { Product } from '../catalogue.ts';

/** One product's alert of a kind, such as "Low stock". */
export const alertRow = (page: Page, product: Product, kind: string) =>
  page
    .getByRole('table', { name: 'Alerts' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: product.name }) })
    .filter({ hasText: kind });

export const acknowledgeButton = (page: Page, product: Product, kind: string) =>
  page.getByRole('button', { name: `Acknowledge: ${kind}, ${product.name}`, exact: true });
