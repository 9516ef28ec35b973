import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { NoMatches, Ready } from '../../components/states.tsx';
import type { Reservation } from '../../lib/api-client.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { orderQuery } from './queries.ts';
import { ReservationTable } from './reservation-table.tsx';

/** What became of one order. */
export function OrderOutcome(props: {
  orderId: string;
  name: (productId: string) => string;
  onOpen: (row: Reservation) => void;
  onClear: () => void;
}) {
  const { orderId, name, onOpen, onClear } = props;
  const query = useQuery(orderQuery(orderId));
  const live = useLive('Reservation');
  const rows = useMemo(
    () => mergeRows('Reservation', query.data ?? [], live, (row) => row.orderId === orderId),
    [query.data, live, orderId],
  );
  return (
    <Ready query={query} label="the order">
      {rows.length === 0 ? (
        <NoMatches onClear={onClear} />
      ) : (
        <ReservationTable rows={rows} name={name} onOpen={onOpen} />
      )}
    </Ready>
  );
}
