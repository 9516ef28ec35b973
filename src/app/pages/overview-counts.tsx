import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LiveValue } from '../../components/live-value.tsx';
import { Stat, StatStrip, statClass } from '../../components/stat-strip.tsx';
import { useOpenAlerts } from '../../features/alerts/use-open-alerts.ts';
import { RATE_RANGES, type RateRange, totalOf } from '../../features/orders/order-rate.ts';
import { useOrderRates } from '../../features/orders/order-rate-panel.tsx';
import { useOpenPurchaseOrders } from '../../features/purchase-orders/use-open.ts';
import { countStates } from '../../features/stock/stock-filter.ts';
import { useStockLevels } from '../../features/stock/use-stock-levels.ts';
import { formatNumber } from '../../lib/format.ts';
import { useLocations } from '../../lib/locations.ts';

function count(query: { data: unknown; error: unknown }, value: number): ReactNode {
  if (query.data === undefined) return query.error ? '–' : <Skeleton height={20} width={36} mt={5} />;
  return <LiveValue of={value}>{formatNumber(value)}</LiveValue>;
}

/** The numbers of the moment; each opens the list it counts. */
export function OverviewCounts({ range }: { range: RateRange }) {
  const { several } = useLocations();
  const stock = useStockLevels();
  const purchasing = useOpenPurchaseOrders();
  const alerts = useOpenAlerts();
  const rates = useOrderRates(range);
  const states = countStates(stock.levels);
  const outcomes = totalOf(rates.buckets);
  const within = RATE_RANGES[range].label.toLowerCase();
  return (
    <StatStrip label="Counts">
      <li>
        <Link to="/stock" search={{ status: 'out' }} className={statClass}>
          <Stat
            label="Out of stock"
            value={count(stock.query, states.OUT)}
            note={
              stock.query.data && `of ${formatNumber(stock.levels.length)} ${several ? 'stock levels' : 'products'}`
            }
          />
        </Link>
      </li>
      <li>
        <Link to="/stock" search={{ status: 'low' }} className={statClass}>
          <Stat label="Low" value={count(stock.query, states.LOW)} />
        </Link>
      </li>
      <li>
        <Link to="/purchase-orders" className={statClass}>
          <Stat label="Awaiting approval" value={count(purchasing.query, purchasing.pending.length)} />
        </Link>
      </li>
      <li>
        <Link to="/alerts" className={statClass}>
          <Stat label="Open alerts" value={count(alerts.query, alerts.alerts.length)} />
        </Link>
      </li>
      <li>
        <Link to="/reservations" search={{ status: 'RESERVED' }} className={statClass}>
          <Stat label="Orders reserved" value={count(rates.query, outcomes.reserved)} note={within} />
        </Link>
      </li>
      <li>
        <Link to="/reservations" search={{ status: 'UNAVAILABLE' }} className={statClass}>
          <Stat label="Orders unavailable" value={count(rates.query, outcomes.unavailable)} note={within} />
        </Link>
      </li>
    </StatStrip>
  );
}
