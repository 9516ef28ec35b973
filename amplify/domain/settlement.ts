import type { Reservation } from './models.ts';
import type { MovementCause, ReservationStatus } from './vocabulary.ts';

/** How a reservation ends. What it is that ends it comes as an event, late, twice, or before its order. */
export const SETTLEMENTS = {
  'order-cancelled': { to: 'RELEASED', cause: 'RELEASE', returnsStock: true, event: 'reservation-released' },
  'order-shipped': { to: 'FULFILLED', cause: 'FULFILMENT', returnsStock: false, event: 'reservation-fulfilled' },
} as const satisfies Record<string, Settlement>;

export type Settlement = {
  to: ReservationStatus;
  cause: MovementCause;
  /** Whether its units can be sold again, or have left the house. */
  returnsStock: boolean;
  event: string;
};
export type ChangeType = keyof typeof SETTLEMENTS;

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

/** What a change means for a line as it is: to be done, done before (and told again), or too late. */
export const judgeChange = (type: ChangeType, row: Pick<Reservation, 'status'>): 'settle' | 'settled' | 'refused' => {
  if (row.status === 'RESERVED') return 'settle';
  return row.status === SETTLEMENTS[type].to ? 'settled' : 'refused';
};

export const refusedDetail = (type: ChangeType, row: Reservation): RefusedDetail => ({
  ...settledDetail(row),
  change: type,
  status: row.status,
  message: `${type} changes nothing: ${row.productId} of order ${row.orderId} is ${row.status}`,
});
