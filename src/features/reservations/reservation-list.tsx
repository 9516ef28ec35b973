import { LiveNotice } from '../../components/live-notice.tsx';
import { LoadMore } from '../../components/pager.tsx';
import { NoMatches, Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import type { Reservation } from '../../lib/api-client.ts';
import type { HistoryFilter } from './queries.ts';
import { ReservationTable, reservationId } from './reservation-table.tsx';
import { useReservations } from './use-reservations.ts';

type Props = {
  filter: HistoryFilter;
  name?: (productId: string) => string;
  onOpen?: (row: Reservation) => void;
  onClear?: () => void;
};

/** The history of a filter, by cursor. New outcomes are offered, not pushed in. */
export function ReservationList({ filter, name, onOpen, onClear }: Props) {
  const { query, known, rows } = useReservations(filter);
  const list = `${filter.productId}|${filter.status}|${query.isPending}`;
  const steady = useSteadyRows({ wanted: rows, known, idOf: reservationId, list });
  return (
    <Ready query={query} label="reservations">
      <LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />
      {steady.rows.length > 0 ? (
        <ReservationTable rows={steady.rows} name={name} onOpen={onOpen} />
      ) : onClear && (filter.productId || filter.status) ? (
        <NoMatches onClear={onClear} />
      ) : (
        <Nothing title="No reservations yet">Place an order in the simulator: its outcome appears here.</Nothing>
      )}
      {query.hasNextPage ? (
        <LoadMore busy={query.isFetchingNextPage} onLoad={() => void query.fetchNextPage()} />
      ) : null}
    </Ready>
  );
}
