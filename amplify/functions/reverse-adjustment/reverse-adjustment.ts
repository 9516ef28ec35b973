import { InvalidAdjustment, type MovementRow, reversalMovement } from '../../domain/adjustments.ts';
import { addMovement, changeAvailable, untilWritten } from '../../tables/stock-writes.ts';
import { transact, type Write } from '../../tables/transact.ts';
import type { AdjustmentDeps } from '../adjustment-deps.ts';
import type { FieldCall } from '../caller.ts';

/**
 * Takes an adjustment back by a ledger entry of its own. Which one it was is kept with the adjustment, under the condition
 * that there was none: whoever is second, or asks again, is answered the first reversal, which names its author.
 */
export const reverseAdjustment =
  (deps: AdjustmentDeps) =>
  async (call: FieldCall<{ adjustmentId: string }>): Promise<MovementRow> => {
    const { adjustmentId } = call.arguments;
    const { name } = await deps.identify(call);
    return untilWritten(deps.pause, () => reverse(deps, adjustmentId, name));
  };

/** The ledger entry; undefined when the stock level or the adjustment changed between reading and writing. */
const reverse = async (deps: AdjustmentDeps, adjustmentId: string, actor: string): Promise<MovementRow | undefined> => {
  const { client, names, pause, stockLevels, adjustments, clock } = deps;
  const made = await adjustments.get(adjustmentId);
  if (!made) throw new InvalidAdjustment(`There is no adjustment ${adjustmentId}.`);
  if (made.reversal) return made.reversal;
  const { productId, locationId } = made.movement;
  const level = await stockLevels.get({ productId, locationId });
  if (!level)
    throw new InvalidAdjustment(`There is no stock level for product ${productId} at location ${locationId}.`);
  // Once more, after the level: a reversal that came meanwhile is answered, and not found to take too much.
  const again = await adjustments.get(adjustmentId);
  if (again?.reversal) return again.reversal;
  const reversal = reversalMovement(level, made.movement, actor, clock());
  const refused = await transact(client, pause, [
    changeAvailable(names.stockLevel, level, reversal),
    addMovement(names.stockMovement, reversal),
    keepReversal(names.adjustment, adjustmentId, reversal),
  ]);
  return refused ? undefined : reversal;
};

const keepReversal = (TableName: string, adjustmentId: string, reversal: MovementRow): Write => ({
  Update: {
    TableName,
    Key: { adjustmentId },
    UpdateExpression: 'SET reversal = :reversal',
    ConditionExpression: 'attribute_exists(adjustmentId) AND attribute_not_exists(reversal)',
    ExpressionAttributeValues: { ':reversal': reversal },
  },
});
