import { type Adjustment, MAX_QUANTITY, type StockLevel, type StockMovement } from './models.ts';
import { stockMovementRow } from './rows.ts';
import { ADJUSTMENT_REASONS } from './vocabulary.ts';

/** Why nothing was changed, in words for whoever tried. */
export class InvalidAdjustment extends Error {
  override name = 'InvalidAdjustment';
}

export const LONGEST_TEXT = 200;

/** The ledger entry of a change by hand, as it is stored. */
export type MovementRow = ReturnType<typeof stockMovementRow>;

/** Throws InvalidAdjustment; the text comes back without the blanks around it, and absent where there is none. */
export const checkAdjustment = (adjustment: Adjustment): Adjustment => {
  const { delta, reason } = adjustment;
  const text = adjustment.text?.trim() || undefined;
  if (!ADJUSTMENT_REASONS.includes(reason)) {
    throw new InvalidAdjustment(`An adjustment needs a reason: one of ${ADJUSTMENT_REASONS.join(', ')}.`);
  }
  if (reason === 'OTHER' && !text) throw new InvalidAdjustment('The reason OTHER needs a text that says what it was.');
  if (text && text.length > LONGEST_TEXT) {
    throw new InvalidAdjustment(`The text must not be longer than ${LONGEST_TEXT} characters.`);
  }
  if (!Number.isInteger(delta) || delta === 0 || Math.abs(delta) > MAX_QUANTITY) {
    throw new InvalidAdjustment('The adjustment must be a whole number other than 0, and at most a million.');
  }
  return { ...adjustment, text };
};

export type Balance = Pick<StockLevel, 'productId' | 'locationId' | 'available' | 'reserved'>;
type Told = Pick<StockMovement, 'cause' | 'causeId' | 'actor' | 'reason' | 'note' | 'reverses'>;

/** The ledger entry of a change of what is available. Throws where more would be taken than there is. */
export const movementOf = (level: Balance, delta: number, told: Told, now: string): MovementRow => {
  const availableAfter = level.available + delta;
  if (availableAfter < 0) {
    throw new InvalidAdjustment(`Only ${level.available} are available: ${-delta} cannot be taken away.`);
  }
  const { productId, locationId, reserved } = level;
  const change = { availableDelta: delta, reservedDelta: 0, availableAfter, reservedAfter: reserved };
  return stockMovementRow({ productId, locationId, ...change, ...told }, now);
};

export const adjustmentMovement = (level: StockLevel, adjustment: Adjustment, actor: string, now: string) => {
  const { adjustmentId: causeId, delta, reason, text: note } = adjustment;
  return movementOf(level, delta, { cause: 'ADJUSTMENT', causeId, actor, reason, note }, now);
};

/** The entry that takes an adjustment back: as much the other way, and it names the entry that it is about. */
export const reversalMovement = (level: StockLevel, adjusted: MovementRow, actor: string, now: string) => {
  const { causeId, availableDelta, movementId: reverses } = adjusted;
  return movementOf(level, -availableDelta, { cause: 'REVERSAL', causeId, actor, reverses }, now);
};

/** The same adjustment again is answered as it was; the same id for something else must not pass in silence. */
export const isSameAdjustment = (movement: MovementRow, { productId, locationId, delta, reason }: Adjustment) =>
  movement.productId === productId &&
  movement.locationId === locationId &&
  movement.availableDelta === delta &&
  movement.reason === reason;
