import type { Reservation } from '../../../domain/models.ts';
import { MESSAGE_KEY_PREFIX, type Rejection } from '../../../domain/order.ts';
import { conflictWith, type OrderRejected, rejectedOrderId, rejectionText } from '../../../domain/outcomes.ts';
import type { OutcomeTable } from '../../../tables/reservation-table.ts';

/** What stands in for a product that a message did not name. */
const NO_PRODUCT = 'none';

const rowOf = (rejection: Rejection, orderId: string): Reservation => ({
  orderId,
  productId: rejection.productId ?? NO_PRODUCT,
  locationId: rejection.locationId,
  quantity: rejection.quantity ?? 0,
  status: 'REJECTED',
  reason: rejectionText(rejection.reason, rejection.message),
  deliveries: rejection.messageIds.length,
});

const told = (rejection: Rejection): OrderRejected => ({
  orderId: rejectedOrderId(rejection),
  reason: rejection.reason,
  message: rejection.message,
});

/** Each message keeps its own row: a message that comes again finds it and is only counted. */
const recordByMessage = async (reservations: OutcomeTable, rejection: Rejection, now: string): Promise<void> => {
  for (const messageId of rejection.messageIds) {
    const row = rowOf({ ...rejection, messageIds: [messageId] }, `${MESSAGE_KEY_PREFIX}${messageId}`);
    if (await reservations.putFirst(row, now)) await reservations.countDeliveries(row, 1, now);
  }
};

/**
 * Keeps the outcome of what cannot be reserved and returns the event that tells it. It stands under the order line's own
 * key when that is usable and free; an outcome that is there already stays, and this one is kept by its message.
 */
export const recordRejection = async (
  reservations: OutcomeTable,
  rejection: Rejection,
  now: string,
): Promise<OrderRejected[]> => {
  const { orderId, productId } = rejection;
  if (rejection.reason === 'conflict' || orderId === undefined || productId === undefined) {
    await recordByMessage(reservations, rejection, now);
    return [told(rejection)];
  }
  const row = rowOf(rejection, orderId);
  const known = await reservations.putFirst(row, now);
  if (!known) return [told(rejection)];
  if (known.status === 'REJECTED' && known.quantity === row.quantity) {
    await reservations.countDeliveries(known, rejection.messageIds.length, now);
    return [told(rejection)];
  }
  const conflict: Rejection = {
    ...rejection,
    reason: 'conflict',
    message: conflictWith({ orderId, productId }, known),
  };
  await recordByMessage(reservations, conflict, now);
  return [told(conflict)];
};
