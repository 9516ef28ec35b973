import { queryOptions } from '@tanstack/react-query';
import { type RecordedReservation, type Reservation, request } from '../../lib/api-client.ts';
import { RESERVATION_FIELDS } from './queries.ts';
import { entriesOf, type LedgerEntry } from './reservation-steps.ts';

const ONE = /* GraphQL */ `
  query Reservation($orderId: ID!, $productId: ID!, $locationId: ID!) {
    getReservation(orderId: $orderId, productId: $productId, locationId: $locationId) { ${RESERVATION_FIELDS} movementId }
  }
`;

const ENTRY = /* GraphQL */ `
  query LedgerEntry($productId: ID!, $movementId: ID!) {
    getStockMovement(productId: $productId, movementId: $movementId) {
      movementId cause causeId availableDelta availableAfter
    }
  }
`;

type Line = Pick<Reservation, 'orderId' | 'productId' | 'locationId'>;

export const reservationQuery = ({ orderId, productId, locationId }: Line) =>
  queryOptions({
    queryKey: ['Reservation', 'one', orderId, productId, locationId],
    queryFn: () => request<RecordedReservation | null>(ONE, { orderId, productId, locationId }),
  });

/** The ledger entries of a reservation, as far as there are any, each by its key. */
export const entriesQuery = (row: RecordedReservation) => {
  const ids = entriesOf(row);
  return queryOptions({
    queryKey: ['StockMovement', row.productId, 'entries', ...ids],
    queryFn: async () => {
      const read = (movementId: string) => request<LedgerEntry | null>(ENTRY, { productId: row.productId, movementId });
      return (await Promise.all(ids.map(read))).filter((entry) => entry !== null);
    },
  });
};
