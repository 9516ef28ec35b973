import type { Product, Reservation } from './models.ts';
import type { MovementCause, ReservationStatus } from './vocabulary.ts';

/** How a reservation ends. What ends it comes as an event, late, twice, or before its order; or its time is over. */
export const SETTLEMENTS = {
  'order-cancelled': { to: 'RELEASED', cause: 'RELEASE', returnsStock: true, event: 'reservation-released' },
  'order-shipped': { to: 'FULFILLED', cause: 'FULFILMENT', returnsStock: false, event: 'reservation-fulfilled' },
  'reservation-due': { to: 'EXPIRED', cause: 'EXPIRY', returnsStock: true, event: 'reservation-expired' },
} as const satisfies Record<string, Settlement>;

export type Settlement = {
  to: ReservationStatus;
  cause: MovementCause;
  /** Whether its units can be sold again, or have left the house. */
  returnsStock: boolean;
  event: string;
};
export type ChangeType = keyof typeof SETTLEMENTS;

export const RESERVATION_HOURS = 24;

/** The instant from which what was reserved at `now` may be given to others. */
export const expiryOf = (product: Pick<Product, 'reservationHours'> | undefined, now: string): string =>
  new Date(Date.parse(now) + (product?.reservationHours ?? RESERVATION_HOURS) * 3_600_000).toISOString();

/** The detail of every event that tells how a reservation ended. */
export type SettledDetail = { orderId: string; productId: string; locationId: string; quantity: number };
/** The detail of `order-change-refused`: the change came when the line could not be changed like this any more. */
export type RefusedDetail = SettledDetail & { change: ChangeType; status: ReservationStatus; message: string };

export const settledDetail = ({ orderId, productId, locationId, quantity }: SettledDetail): SettledDetail => ({
  orderId,
  productId,
  locationId,
  quantity,
});

/**
 * What a change means for a line as it is: to be done, done before (and told again), or too late. A sweep that comes too
 * late or too early is nobody's affair.
 */
export const judgeChange = (
  type: ChangeType,
  row: Pick<Reservation, 'status' | 'expiresAt'>,
  now: string,
): 'settle' | 'settled' | 'refused' | 'nothing' => {
  const due = type === 'reservation-due';
  // Nothing of what waits can be shipped; it is given up like what is held.
  if (row.status === 'BACKORDERED') return due ? 'nothing' : type === 'order-cancelled' ? 'settle' : 'refused';
  if (row.status === 'RESERVED')
    return !due || (row.expiresAt !== undefined && row.expiresAt <= now) ? 'settle' : 'nothing';
  if (row.status === SETTLEMENTS[type].to) return 'settled';
  return due ? 'nothing' : 'refused';
};

export const refusedDetail = (type: ChangeType, row: Reservation): RefusedDetail => ({
  ...settledDetail(row),
  change: type,
  status: row.status,
  message: `${type} changes nothing: ${row.productId} of order ${row.orderId} is ${row.status}`,
});
