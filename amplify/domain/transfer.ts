import { type Balance, type MovementRow, movementOf } from './adjustments.ts';
import { MAX_QUANTITY, type Transfer } from './models.ts';

/** Why nothing was moved, in words for whoever tried. */
export class InvalidTransfer extends Error {
  override name = 'InvalidTransfer';
}

/** What leaves one location and comes to another: two entries of the ledger, of one transaction. */
export type TransferMovements = { left: MovementRow; arrived: MovementRow };

export const checkTransfer = ({ quantity, fromLocationId, toLocationId }: Transfer): void => {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new InvalidTransfer('What is transferred must be a whole number from 1 to a million.');
  }
  if (fromLocationId === toLocationId) throw new InvalidTransfer('A transfer needs two different locations.');
};

/** Reserved stock stays where it was promised: only what is available can be moved. */
export const transferMovements = (
  from: Balance,
  to: Balance,
  { transferId, quantity }: Transfer,
  actor: string,
  now: string,
): TransferMovements => {
  if (quantity > from.available) {
    throw new InvalidTransfer(
      `Only ${from.available} are available at ${from.locationId}: ${quantity} cannot leave it.`,
    );
  }
  const told = { cause: 'TRANSFER', causeId: transferId, actor } as const;
  return { left: movementOf(from, -quantity, told, now), arrived: movementOf(to, quantity, told, now) };
};

/** The same transfer again is answered as it was; the same id for something else must not pass in silence. */
export const isSameTransfer = ({ left, arrived }: TransferMovements, transfer: Transfer): boolean =>
  left.productId === transfer.productId &&
  left.locationId === transfer.fromLocationId &&
  arrived.locationId === transfer.toLocationId &&
  arrived.availableDelta === transfer.quantity;
