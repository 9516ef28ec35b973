import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Product } from '../catalogue.ts';
import { expect, type Page, test } from '../fixtures.ts';
import { StockRow } from '../pages/stock-page.ts';
import type { Restock } from '../restock.ts';
import { clientOptions } from '../system/backend.ts';

/** As a person would who edits a row by hand, past everything that keeps the books together. */
async function overwrite({ endpoint, outputs }: Restock, { id }: Product, available: number): Promise<void> {
  await DynamoDBDocumentClient.from(new DynamoDBClient(clientOptions(endpoint.url))).send(
    new UpdateCommand({
      TableName: outputs.custom.stockLevelTableName,
      Key: { productId: id, locationId: 'main' },
      UpdateExpression: 'SET available = :available',
      ExpressionAttributeValues: { ':available': available },
    }),
  );
}

const light = (page: Page, state: string) =>
  page.getByRole('button', { name: `${state}: what is checked, and when`, exact: true });
const details = (page: Page) => page.getByRole('dialog', { name: /: what is checked, and when$/ });

test('a difference between the books is seen by everybody, and put right by who may', async ({ restock, open }) => {
  const product = await restock.addProduct({ name: 'Counted crate', available: 20, reorderPoint: 0 });
  const page = await open('operator', '/stock');
  await page.getByRole('button', { name: /: what is checked, and when$/ }).press('Enter');
  await details(page).getByRole('button', { name: 'Check now' }).click();
  await expect(light(page, 'Books agree')).toBeVisible();

  await overwrite(restock, product, 99);
  await details(page).getByRole('button', { name: 'Check now' }).click();
  await expect(light(page, '1 difference in the books')).toBeVisible();
  await expect(details(page)).toContainText('Counted crate:');

  const other = await open('viewer', '/stock');
  await light(other, '1 difference in the books').click();
  await expect(details(other)).toContainText('Counted crate:');
  await expect(details(other).getByRole('button')).toHaveCount(0);

  await details(page).getByRole('button', { name: 'Put right' }).click();
  await expect(light(page, 'Books agree')).toBeVisible();
  await expect(details(page)).toContainText(/Last mended by .+: Counted crate,/);
  await page.keyboard.press('Escape');
  await expect(details(page)).toHaveCount(0);
  await expect(light(page, 'Books agree')).toBeFocused();
  await page.goto(`/stock?q=${product.id}`);
  await new StockRow(page, product).shows({ available: '20', reserved: '0' });
});
