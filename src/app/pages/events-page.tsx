import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { NoMatches, Nothing } from '../../components/states.tsx';
import { useEventLog } from '../../features/events/event-log.ts';
import { EventTable } from '../../features/events/event-table.tsx';
import { EVENT_TYPES, type EventSearch, type LiveEvent, selectEvents } from '../../features/events/live-events.ts';
import { ProductSelect } from '../../features/products/product-select.tsx';
import { useProductName } from '../../features/products/use-product-name.ts';
import { liveStore, useLivePause } from '../../lib/live-store.ts';
import { messages } from '../../lib/messages.ts';

const route = getRouteApi('/events');
const words = messages.events;
const MOST_SHOWN = 100;

const TYPES = [
  { value: '', label: words.anyType },
  ...EVENT_TYPES.map((type) => ({ value: type, label: words.types[type] })),
];

const link = (event: LiveEvent, text: ReactNode): ReactNode => {
  if (event.type === 'order') {
    return (
      <Link to="/reservations" search={{ orderId: event.correlationId }}>
        {text}
      </Link>
    );
  }
  if (event.type === 'alert') return text;
  return (
    <Link to="/purchase-orders" search={{ order: event.correlationId }}>
      {text}
    </Link>
  );
};

function PauseButton() {
  const { paused, waiting } = useLivePause();
  return (
    <Button size="xs" variant="default" onClick={() => liveStore.setPaused(!paused)} aria-pressed={paused}>
      {paused ? words.resume(waiting) : words.pause}
    </Button>
  );
}

/** What happens, as it happens. */
export function EventsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const name = useProductName();
  const log = useEventLog();
  const change = useCallback(
    (part: EventSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const found = selectEvents(log, search);
  const shown = found.slice(0, MOST_SHOWN);
  return (
    <>
      <PageTitle title={messages.pages.events}>
        <ProductSelect
          value={search.productId}
          onChange={(productId) => change({ productId })}
          none={words.anyProduct}
        />
        <NativeSelect
          aria-label={words.type}
          data={TYPES}
          value={search.type ?? ''}
          onChange={(event) => change({ type: (event.currentTarget.value || undefined) as EventSearch['type'] })}
        />
        <SearchInput label={words.search} value={search.q} onChange={(q) => change({ q })} />
      </PageTitle>
      <Panel
        title={words.title}
        hint={found.length > MOST_SHOWN ? words.newest(MOST_SHOWN, found.length) : words.hint}
        actions={<PauseButton />}
        flush
      >
        {shown.length > 0 ? (
          <EventTable rows={shown} name={name} link={link} />
        ) : log.length > 0 ? (
          <NoMatches onClear={() => change({ productId: undefined, type: undefined, q: undefined })} />
        ) : (
          <Nothing title={words.nothing}>{words.nothingHint}</Nothing>
        )}
      </Panel>
    </>
  );
}
