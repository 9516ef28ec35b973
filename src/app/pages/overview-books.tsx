import { lazy, Suspense } from 'react';
import { useOpenAlerts } from '../../features/alerts/use-open-alerts.ts';
import type { RateRange } from '../../features/orders/order-rate.ts';
import { useOrderRates } from '../../features/orders/order-rate-panel.tsx';
import { useOpenPurchaseOrders } from '../../features/purchase-orders/use-open.ts';
import { useStockLevels } from '../../features/stock/use-stock-levels.ts';

const InvariantLight = lazy(async () => ({
  default: (await import('../../features/invariants/invariant-light.tsx')).InvariantLight,
}));

/** Whether the books agree; fetched only once the numbers are there that the page is for. */
export function OverviewBooks({ name, range }: { name: (productId: string) => string; range: RateRange }) {
  const numbers = [useStockLevels(), useOpenPurchaseOrders(), useOpenAlerts(), useOrderRates(range)];
  if (numbers.some(({ query }) => query.isPending)) return null;
  return (
    <Suspense fallback={null}>
      <InvariantLight name={name} />
    </Suspense>
  );
}
