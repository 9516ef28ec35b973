import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { putAll } from './bulk.ts';
import { levelsOf, movementsOf, productsOf, reservationsOf } from './large-shop.ts';

/** So many rows of each; the model tables share a suffix, so the name of one tells those of the others. */
export async function generate(
  documents: DynamoDBDocumentClient,
  stockLevelTable: string,
  { products, reservations }: { products: number; reservations: number },
  note: (text: string) => void = () => {},
): Promise<void> {
  const now = Date.now();
  const put = (model: string, rows: Iterable<Record<string, unknown>>) =>
    putAll(documents, stockLevelTable.replace(/^StockLevel/, model), rows, (count) =>
      note(`${model}: ${count.toLocaleString('en')}`),
    );
  await put('Product', productsOf(products, now));
  await put('StockMovement', movementsOf(products, now));
  await put('StockLevel', levelsOf(products, now));
  await put('Reservation', reservationsOf(reservations, products, now));
}
