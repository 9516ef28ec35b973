import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { NoMatches, Ready } from '../../components/states.tsx';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { orderQuery } from './queries.ts';
import { ReservationTable } from './reservation-table.tsx';

/** What became of one order. */
export function OrderOutcome(props: { orderId: string; name: (productId: string) => string; onClear: () => void }) {
  const { orderId, name, onClear } = props;
  const query = useQuery(orderQuery(orderId));
  const live = useLive('Reservation');
  const rows = useMemo(
    () => mergeRows('Reservation', query.data ?? [], live, (row) => row.orderId === orderId),
    [query.data, live, orderId],
  );
  return (
    <Ready query={query} label="the order">
      {rows.length === 0 ? <NoMatches onClear={onClear} /> : <ReservationTable rows={rows} name={name} />}
    </Ready>
  );
}
