import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { RESERVATION_STATUSES } from '../../../amplify/domain/vocabulary.ts';
import { ExportButton } from '../../components/export-button.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { ProductSelect } from '../../features/products/product-select.tsx';
import { useProductName } from '../../features/products/use-product-name.ts';
import { RESERVATION_COLUMNS } from '../../features/reservations/export.ts';
import { OrderOutcome } from '../../features/reservations/order-outcome.tsx';
import { everyReservation } from '../../features/reservations/queries.ts';
import { ReservationDrawer } from '../../features/reservations/reservation-drawer.tsx';
import type { ReservationSearch } from '../../features/reservations/reservation-filter.ts';
import { ReservationList } from '../../features/reservations/reservation-list.tsx';
import type { Reservation } from '../../lib/api-client.ts';
import { RESERVATION } from '../../lib/words.ts';

import { ReservationCauses } from './cause-chains.tsx';
import { ViewsButton } from './views-button.tsx';

const route = getRouteApi('/reservations');

const STATUS_CHOICES = [
  { value: '', label: 'Any status' },
  ...RESERVATION_STATUSES.map((status) => ({ value: status, label: RESERVATION[status].label })),
];

const NO_FILTER: ReservationSearch = { productId: undefined, status: undefined, orderId: undefined };

export function ReservationsPage() {
  const { productId, status, orderId } = route.useSearch();
  const navigate = route.useNavigate();
  const name = useProductName();
  const change = useCallback(
    (part: ReservationSearch) =>
      void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const clear = () => change(NO_FILTER);
  const [opened, setOpened] = useState<Reservation>();
  return (
    <>
      <PageTitle title="Reservations">
        <ProductSelect value={productId} onChange={(next) => change({ productId: next })} none="Any product" />
        <NativeSelect
          aria-label="Status"
          data={STATUS_CHOICES}
          value={status ?? ''}
          onChange={(event) =>
            change({ status: (event.currentTarget.value || undefined) as ReservationSearch['status'] })
          }
        />
        <SearchInput label="Order id" value={orderId} onChange={(next) => change({ orderId: next })} />
        <ViewsButton page="/reservations" />
      </PageTitle>
      <Panel
        title="Outcomes of orders"
        hint="newest first"
        actions={
          <ExportButton
            of="reservations"
            pages={() => everyReservation({ productId, status, orderId })}
            show={(rows) => ({ rows, columns: RESERVATION_COLUMNS })}
          />
        }
        flush
      >
        {orderId ? (
          <OrderOutcome orderId={orderId} name={name} onOpen={setOpened} onClear={clear} />
        ) : (
          <ReservationList filter={{ productId, status }} name={name} onOpen={setOpened} onClear={clear} />
        )}
      </Panel>
      <ReservationDrawer
        line={opened}
        name={name}
        more={(line) => <ReservationCauses line={line} />}
        onClose={() => setOpened(undefined)}
      />
    </>
  );
}
