import { documentsOf } from '../../scripts/generate/documents.ts';
import { generate } from '../../scripts/generate/generate.ts';
import { productIdOf } from '../../scripts/generate/large-shop.ts';
import { emailOf, expect, PASSWORD, test } from '../fixtures.ts';
import { signIn } from '../pages/sign-in-page.ts';
import { stockTable } from '../pages/stock-page.ts';
import { Restock } from '../restock.ts';

const PRODUCTS = 2500;

/** So many products would be in the way of the journeys that share a Restock: this one has its own. */
test('of thousands of products each is found, chosen by typing, and nothing draws them all', async ({ browser }) => {
  const restock = await Restock.start();
  try {
    const table = restock.outputs.custom.stockLevelTableName ?? '';
    await generate(documentsOf(restock.outputs), table, { products: PRODUCTS, reservations: 500 });
    const page = await browser.newPage({ baseURL: restock.dashboardUrl });
    await page.goto('/stock');
    await signIn(page, emailOf('operator'), PASSWORD);
    await expect(page.getByText('2,507 of 2,507', { exact: true })).toBeVisible();
    await expect(stockTable(page).getByRole('row')).toHaveCount(51);
    await page.getByRole('searchbox', { name: 'Search products' }).fill(productIdOf(PRODUCTS - 1));
    await expect(stockTable(page).getByRole('row')).toHaveCount(2);

    await page.goto('/reservations');
    await expect(page.getByRole('table', { name: 'Reservations' }).getByRole('row')).not.toHaveCount(1);
    // A menu until the catalogue is read, and then a field to type in.
    const product = page.getByLabel('Product', { exact: true }).and(page.locator('input'));
    await product.fill('walnut screen 12');
    await page.getByRole('option', { name: 'Walnut screen 12', exact: true }).click();
    await expect(page).toHaveURL(/productId=item-\d+/);
    await expect(product).toHaveValue('Walnut screen 12');
    await page.close();
  } finally {
    await restock.stop();
  }
});
