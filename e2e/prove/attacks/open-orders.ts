import type { PurchaseOrder, StockLevel } from '../../../amplify/domain/models.ts';
import type { Ground } from '../ground.ts';

/** The purchase orders that have not ended. */
export const openOrders = async (ground: Ground): Promise<PurchaseOrder[]> =>
  (await ground.tables.rows<PurchaseOrder>('PurchaseOrder')).filter(({ phase }) => phase === 'OPEN');

/** Milliseconds. */
export const untilDeadline = (ground: Ground, { deadline }: PurchaseOrder): number =>
  Math.max(0, Date.parse(deadline) - Date.parse(ground.now()));

export const levelOf = async (ground: Ground, productId: string): Promise<StockLevel> => {
  const level = (await ground.tables.rows<StockLevel>('StockLevel')).find((row) => row.productId === productId);
  if (!level) throw new Error(`There is no stock level of ${productId}.`);
  return level;
};
