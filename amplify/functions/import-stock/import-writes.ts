import { movementOf } from '../../domain/adjustments.ts';
import { movesStock } from '../../domain/import-differences.ts';
import { productRow } from '../../domain/rows.ts';
import type { ImportPlan, LevelChange, ProductChange } from '../../domain/stock-import.ts';
import { addMovement, changeAvailable, changeReorderPoint, openLevel } from '../../tables/stock-writes.ts';
import type { Write } from '../../tables/transact.ts';

export type ImportTableNames = { product: string; stockLevel: string; stockMovement: string };

/** What the ledger says of it. */
type Stamp = { importId: string; actor: string; now: string };

const writeProduct = (TableName: string, { before, after }: ProductChange, now: string): Write => {
  if (!before) {
    const Item = productRow(after, now);
    return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(productId)' } };
  }
  return {
    Update: {
      TableName,
      Key: { productId: after.productId },
      UpdateExpression: 'SET #name = :name, reorderQuantity = :quantity, updatedAt = :now',
      ConditionExpression: '#name = :nameBefore AND reorderQuantity = :quantityBefore',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: {
        ':name': after.name,
        ':quantity': after.reorderQuantity,
        ':nameBefore': before.name,
        ':quantityBefore': before.reorderQuantity,
        ':now': now,
      },
    },
  };
};

const writeLevel = (names: ImportTableNames, change: LevelChange, { importId, actor, now }: Stamp): Write[] => {
  const { before, after } = change;
  const told = { cause: 'IMPORT', causeId: importId, actor } as const;
  if (!before) {
    const movement = movementOf({ ...after, available: 0, reserved: 0 }, after.available, told, now);
    return [openLevel(names.stockLevel, { ...after, reserved: 0 }, now), addMovement(names.stockMovement, movement)];
  }
  const reorderPoint = after.reorderPoint === before.reorderPoint ? undefined : after.reorderPoint;
  if (!movesStock(change)) return [changeReorderPoint(names.stockLevel, before, after.reorderPoint, now)];
  const movement = movementOf(before, after.available - before.available, told, now);
  return [
    changeAvailable(names.stockLevel, before, movement, reorderPoint),
    addMovement(names.stockMovement, movement),
  ];
};

/** Everything that a plan changes, each if it is still as it was read: for one transaction. */
export const importWrites = (names: ImportTableNames, { products, levels }: ImportPlan, stamp: Stamp): Write[] => [
  ...products.map((change) => writeProduct(names.product, change, stamp.now)),
  ...levels.flatMap((change) => writeLevel(names, change, stamp)),
];
