import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { productRow, stockLevelRow, stockMovementRow, supplierRow } from '../../domain/rows.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact } from '../../tables/transact.ts';
import type { Catalogue } from './load-sample-products.ts';

export const dynamoCatalogue = (
  client: DynamoDBDocumentClient,
  pause: Pause,
  names: { product: string; supplier: string; stockLevel: string; stockMovement: string },
): Catalogue => ({
  async open(product, level, now) {
    const { productId, locationId, available, reserved } = level;
    const opening = stockMovementRow(
      {
        productId,
        locationId,
        availableDelta: available,
        reservedDelta: reserved,
        availableAfter: available,
        reservedAfter: reserved,
        cause: 'OPENING',
        causeId: productId,
        actor: 'load-sample-products',
      },
      now,
    );
    const once = 'attribute_not_exists(productId)';
    // A condition that does not hold means that the product is there: the ledger has its opening entry already.
    await transact(client, pause, [
      { Put: { TableName: names.product, Item: productRow(product, now), ConditionExpression: once } },
      { Put: { TableName: names.stockLevel, Item: stockLevelRow(level, now), ConditionExpression: once } },
      { Put: { TableName: names.stockMovement, Item: opening } },
    ]);
  },
  async addSupplier(supplier, now) {
    const Item = supplierRow(supplier, now);
    const once = 'attribute_not_exists(supplierId)';
    await transact(client, pause, [{ Put: { TableName: names.supplier, Item, ConditionExpression: once } }]);
  },
});
