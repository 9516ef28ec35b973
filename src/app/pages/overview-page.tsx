import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { Held } from '../../components/held.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { RecentEventList } from '../../features/activity/recent-event-list.tsx';
import { type RecentEvent, recentEvents } from '../../features/activity/recent-events.ts';
import { OpenAlertList } from '../../features/alerts/open-alert-list.tsx';
import { useOpenAlerts } from '../../features/alerts/use-open-alerts.ts';
import type { RateRange } from '../../features/orders/order-rate.ts';
import { OrderRatePanel, useOrderRates } from '../../features/orders/order-rate-panel.tsx';
import { useProductName } from '../../features/products/use-product-name.ts';
import { PendingList } from '../../features/purchase-orders/pending-list.tsx';
import { closedPurchaseOrdersQuery } from '../../features/purchase-orders/queries.ts';
import { useOpenPurchaseOrders } from '../../features/purchase-orders/use-open.ts';
import { useReservations } from '../../features/reservations/use-reservations.ts';
import { stockLevelsQuery } from '../../features/stock/queries.ts';
import { hasSettled } from '../../lib/has-settled.ts';
import { mergeRows } from '../../lib/live-changes.ts';
import { useLive } from '../../lib/live-store.ts';
import { OverviewCounts } from './overview-counts.tsx';
import { OverviewCover } from './overview-cover.tsx';
import styles from './overview-page.module.css';

const route = getRouteApi('/');
const MOST_EVENTS = 12;
const anyReservation = {};

function eventLink({ target, productId }: RecentEvent, text: ReactNode): ReactNode {
  switch (target.kind) {
    case 'order':
      return (
        <Link to="/reservations" search={{ orderId: target.id }}>
          {text}
        </Link>
      );
    case 'purchase-order':
      return (
        <Link to="/purchase-orders" search={{ order: target.id }}>
          {text}
        </Link>
      );
    case 'alert':
      return (
        <Link to="/stock" search={{ product: productId }}>
          {text}
        </Link>
      );
  }
}

function LastEvents({ name }: { name: (productId: string) => string }) {
  const reservations = useReservations(anyReservation, 20);
  const alerts = useOpenAlerts();
  const purchasing = useOpenPurchaseOrders();
  const closed = useInfiniteQuery(closedPurchaseOrdersQuery);
  const live = useLive('PurchaseOrder');
  const events = useMemo(() => {
    const decided = closed.data?.pages[0]?.items ?? [];
    const open = new Set(purchasing.known.map((order) => order.purchaseOrderId));
    const purchaseOrders = [
      ...purchasing.known,
      ...mergeRows('PurchaseOrder', decided, live).filter((order) => !open.has(order.purchaseOrderId)),
    ];
    return recentEvents({ reservations: reservations.known, alerts: alerts.known, purchaseOrders }, MOST_EVENTS);
  }, [reservations.known, alerts.known, purchasing.known, closed.data, live]);
  const sources = [reservations.query, alerts.query, purchasing.query, closed].map((query) => query.isPending).join();
  return <RecentEventList events={events} sources={sources} name={name} link={eventLink} />;
}

/** Whether the lists and counts at the top, which come from several queries, have all come. */
function useIsTopSettled(range: RateRange): boolean {
  const queries = [
    useOpenPurchaseOrders().query,
    useOpenAlerts().query,
    useQuery(stockLevelsQuery),
    useOrderRates(range).query,
  ];
  return queries.every(hasSettled);
}

/** First what needs a person, then how things stand, then what happened. */
export function OverviewPage() {
  const { range = '1h' } = route.useSearch();
  const navigate = route.useNavigate();
  const name = useProductName();
  const settled = useIsTopSettled(range);
  return (
    <>
      <PageTitle title="Overview" />
      <div className={styles.page}>
        <div className={styles.pair}>
          <PendingList name={name} />
          <OpenAlertList name={name} />
        </div>
        <Held until={settled} stacked>
          <OverviewCounts range={range} />
          <div className={styles.flow}>
            <div className={styles.column}>
              <OrderRatePanel
                range={range}
                onRange={(next) => void navigate({ search: { range: next }, replace: true, resetScroll: false })}
              />
              <OverviewCover name={name} />
            </div>
            <LastEvents name={name} />
          </div>
        </Held>
      </div>
    </>
  );
}
