import { whyNotReorderPoint } from '../../domain/catalogue.ts';
import type { Clock } from '../../domain/clock.ts';
import type { StockLevel } from '../../domain/models.ts';
import type { StockKey } from '../../domain/stock-key.ts';
import { DEFAULT_LOCATION } from '../../domain/vocabulary.ts';
import type { FieldCall } from '../caller.ts';

export interface Deps {
  change(key: StockKey, reorderPoint: number, now: string): Promise<StockLevel>;
  clock: Clock;
}

export class InvalidReorderPoint extends Error {
  override name = 'InvalidReorderPoint';
}

type Arguments = { productId: string; locationId?: string | null; reorderPoint: number };

/** From which stock on a product is low. Stock that is low by it now is ordered as if it had just fallen. */
export const changeReorderPoint =
  ({ change, clock }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<StockLevel> => {
    const { productId, locationId, reorderPoint } = call.arguments;
    const why = whyNotReorderPoint(reorderPoint);
    if (why) throw new InvalidReorderPoint(why);
    return change({ productId, locationId: locationId || DEFAULT_LOCATION }, reorderPoint, clock());
  };
