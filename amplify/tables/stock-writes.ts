import type { MovementRow } from '../domain/adjustments.ts';
import type { StockLevel } from '../domain/models.ts';
import { stockLevelRow } from '../domain/rows.ts';
import { fullJitter, type Pause } from './pause.ts';
import type { Write } from './transact.ts';

/** The balance that a ledger entry names, and perhaps a reorder point, if the stock level is still as it was read. */
export const changeAvailable = (
  TableName: string,
  level: StockLevel,
  movement: MovementRow,
  reorderPoint?: number,
): Write => {
  const { availableAfter, createdAt } = movement;
  const isSome = availableAfter > 0;
  const sets = [
    'available = :available, version = :next, updatedAt = :now',
    ...(isSome ? ['#status = :inStock'] : []),
    ...(reorderPoint === undefined ? [] : ['reorderPoint = :reorderPoint']),
  ];
  return {
    Update: {
      TableName,
      Key: { productId: level.productId, locationId: level.locationId },
      // OUT_OF_STOCK is set by check-inventory-level alone, which the change itself wakes.
      UpdateExpression: `SET ${sets.join(', ')}`,
      ConditionExpression: 'version = :version',
      ...(isSome && { ExpressionAttributeNames: { '#status': 'status' } }),
      ExpressionAttributeValues: {
        ':available': availableAfter,
        ':version': level.version,
        ':next': level.version + 1,
        ':now': createdAt,
        ...(isSome && { ':inStock': 'IN_STOCK' }),
        ...(reorderPoint !== undefined && { ':reorderPoint': reorderPoint }),
      },
    },
  };
};

/** A product's first stock at a location, if nobody was quicker. */
export const openLevel = (TableName: string, level: Omit<StockLevel, 'status' | 'version'>, now: string): Write => ({
  Put: {
    TableName,
    // OUT_OF_STOCK is set by check-inventory-level alone, which the new row wakes.
    Item: stockLevelRow({ ...level, status: 'IN_STOCK', version: 1 }, now),
    ConditionExpression: 'attribute_not_exists(productId)',
  },
});

/** A reorder point alone, if the stock level is still as it was read. */
export const changeReorderPoint = (TableName: string, level: StockLevel, reorderPoint: number, now: string): Write => ({
  Update: {
    TableName,
    Key: { productId: level.productId, locationId: level.locationId },
    UpdateExpression: 'SET reorderPoint = :reorderPoint, version = :next, updatedAt = :now',
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: {
      ':reorderPoint': reorderPoint,
      ':version': level.version,
      ':next': level.version + 1,
      ':now': now,
    },
  },
});

export const addMovement = (TableName: string, Item: MovementRow): Write => ({
  Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(movementId)' },
});

export class StockLevelBusy extends Error {
  override name = 'StockLevelBusy';
}

const MAX_TRIES = 20;

/** Reads, decides and writes until nothing has changed in between; `attempt` answers undefined when something had. */
export const untilWritten = async <Result>(
  pause: Pause,
  attempt: () => Promise<Result | undefined>,
): Promise<Result> => {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const written = await attempt();
    if (written) return written;
    await pause(fullJitter(Math.min(tries, 4), 4));
  }
  throw new StockLevelBusy('The stock level is changing too fast just now. Try again.');
};
