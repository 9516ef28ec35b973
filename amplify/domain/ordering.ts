import type { StockLevel } from './models.ts';

/** What a purchase order is raised from: the event's detail. Without a reason a person asked, and nothing is judged. */
export const isLow = (level: Pick<StockLevel, 'available' | 'reorderPoint'>): boolean =>
  level.available <= level.reorderPoint;

/** Low, or it will be when the orders that wait are served. */
export const isOrderNeeded = (level: Pick<StockLevel, 'available' | 'reorderPoint' | 'backordered'>): boolean =>
  level.available - (level.backordered ?? 0) <= level.reorderPoint;

/** After a rejection or expiry nothing is ordered automatically, until the pause is over or stock has fallen further. */
export const isCoolingDown = (
  level: Pick<StockLevel, 'available' | 'coolDownUntil' | 'coolDownBelow'>,
  now: string,
): boolean =>
  level.coolDownUntil !== undefined && level.coolDownUntil > now && level.available >= (level.coolDownBelow ?? 0);

/** True when a purchase order may be raised automatically. The claim's transaction has the last word. */
export const mayOrder = (level: StockLevel, now: string): boolean =>
  level.openPurchaseOrderId === undefined && !isCoolingDown(level, now);
