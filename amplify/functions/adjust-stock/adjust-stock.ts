import {
  adjustmentMovement,
  checkAdjustment,
  InvalidAdjustment,
  isSameAdjustment,
  type MovementRow,
} from '../../domain/adjustments.ts';
import type { Adjustment } from '../../domain/models.ts';
import { DEFAULT_LOCATION } from '../../domain/vocabulary.ts';
import { addMovement, changeAvailable, untilWritten } from '../../tables/stock-writes.ts';
import { transact } from '../../tables/transact.ts';
import type { AdjustmentDeps } from '../adjustment-deps.ts';
import type { FieldCall } from '../caller.ts';

type Arguments = Omit<Adjustment, 'locationId' | 'text'> & { locationId?: string | null; text?: string | null };

/**
 * Changes what is available by `delta`, with who and why in the ledger. The adjustment's id is kept for good, in the
 * same transaction, so that the same adjustment sent twice is applied once and answers the same ledger entry.
 */
export const adjustStock =
  (deps: AdjustmentDeps) =>
  async (call: FieldCall<Arguments>): Promise<MovementRow> => {
    const { locationId, text, ...rest } = call.arguments;
    const adjustment = checkAdjustment({
      ...rest,
      locationId: locationId || DEFAULT_LOCATION,
      text: text ?? undefined,
    });
    const { name } = await deps.identify(call);
    return untilWritten(deps.pause, () => apply(deps, adjustment, name));
  };

/** The ledger entry; undefined when the stock level changed between reading and writing. */
const apply = async (deps: AdjustmentDeps, adjustment: Adjustment, actor: string): Promise<MovementRow | undefined> => {
  const { client, names, pause, stockLevels, adjustments, clock } = deps;
  const { adjustmentId, productId, locationId } = adjustment;
  const level = await stockLevels.get({ productId, locationId });
  if (!level)
    throw new InvalidAdjustment(`There is no stock level for product ${productId} at location ${locationId}.`);
  // Read last: what was committed until now is then seen, and what comes later fails the transaction.
  const known = await adjustments.get(adjustmentId);
  if (known && isSameAdjustment(known.movement, adjustment)) return known.movement;
  if (known) throw new InvalidAdjustment(`Another adjustment has the id ${adjustmentId}.`);
  const movement = adjustmentMovement(level, adjustment, actor, clock());
  const refused = await transact(client, pause, [
    changeAvailable(names.stockLevel, level, movement),
    addMovement(names.stockMovement, movement),
    {
      Put: {
        TableName: names.adjustment,
        Item: { adjustmentId, movement },
        ConditionExpression: 'attribute_not_exists(adjustmentId)',
      },
    },
  ]);
  return refused ? undefined : movement;
};
