import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DetailDrawer, DrawerSection, Facts } from '../../components/detail-drawer.tsx';
import { Item, ItemList } from '../../components/item-list.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import type { RecordedReservation, Reservation } from '../../lib/api-client.ts';
import { formatDateTime, formatNumber } from '../../lib/format.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { useLocations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { RESERVATION } from '../../lib/words.ts';
import { entriesQuery, reservationQuery } from './recorded-queries.ts';
import { reservationSteps } from './reservation-steps.ts';

const words = messages.reservationSteps;

type More = (row: RecordedReservation) => ReactNode;

/** Read once for its ledger entry, which live changes leave out and which never changes; the rest is kept current. */
function useRecorded(line: Reservation) {
  const query = useQuery(reservationQuery(line));
  const [row] = mergeRows('Reservation', query.data ? [query.data] : [], useLive('Reservation'));
  return { query, row: row && ({ ...row, movementId: query.data?.movementId } satisfies RecordedReservation) };
}

/** How often it came against how often it was applied: the entries are read from the ledger, not inferred. */
function ReservationDetail({ row, product, more }: { row: RecordedReservation; product: ReactNode; more: More }) {
  const entries = useQuery({ ...entriesQuery(row), placeholderData: (before) => before });
  const applied = entries.data?.length ?? 0;
  const locations = useLocations();
  const taken = entries.data?.some(({ movementId }) => movementId === row.movementId) ?? false;
  return (
    <>
      <Facts
        facts={[
          [words.status, <Status key="status" word={RESERVATION[row.status]} />],
          [words.product, product],
          ...(locations.several ? [[messages.locations.location, locations.nameOf(row.locationId)] as const] : []),
          [words.quantity, formatNumber(row.quantity)],
          [
            words.delivered,
            <LiveValue key="delivered" of={row.deliveries ?? 1}>
              {words.times(row.deliveries ?? 1)}
            </LiveValue>,
          ],
          [words.applied, `${taken ? words.times(1) : words.never}, ${words.entries(applied)}`],
        ]}
      />
      <DrawerSection title={words.title}>
        <Ready query={entries} label={words.loading}>
          <ItemList ordered label={words.title}>
            {reservationSteps(row, entries.data ?? []).map(({ word, at, text }) => (
              <Item
                key={`${word.label} ${at}`}
                title={<Status word={word} />}
                detail={text}
                aside={at ? <time dateTime={at}>{formatDateTime(at)}</time> : undefined}
              />
            ))}
          </ItemList>
        </Ready>
      </DrawerSection>
      {more(row)}
    </>
  );
}

function Detail({ line, product, more }: { line: Reservation; product: string; more: More }) {
  const { query, row } = useRecorded(line);
  return (
    <Ready query={query} label={words.loading}>
      {row ? <ReservationDetail row={row} product={product} more={more} /> : <Nothing title={words.gone} />}
    </Ready>
  );
}

type Props = {
  line: Reservation | undefined;
  name: (productId: string) => string;
  /** What else there is to see of it. */
  more: More;
  onClose: () => void;
};

/** What happened to an order line, step by step, and how often it came and was applied. */
export function ReservationDrawer({ line, name, more, onClose }: Props) {
  const product = line ? name(line.productId) : '';
  return (
    <DetailDrawer title={line ? words.drawer(line.orderId, product) : ''} opened={line !== undefined} onClose={onClose}>
      {line ? <Detail line={line} product={product} more={more} /> : null}
    </DetailDrawer>
  );
}
