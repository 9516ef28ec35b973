import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { DrawerSection } from '../../components/detail-drawer.tsx';
import { Loading } from '../../components/states.tsx';
import { receiptsQuery } from '../../features/purchase-orders/queries.ts';
import type { PurchaseOrder, RecordedReservation } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';

const words = messages.causeChain;

const OfPurchaseOrder = lazy(async () => ({
  default: (await import('../../features/cause-chain/purchase-order-chain.tsx')).PurchaseOrderChain,
}));
const OfReservation = lazy(async () => ({
  default: (await import('../../features/cause-chain/reservation-chain.tsx')).ReservationChain,
}));

/** Why an order was raised, and what came of it; fetched after what there is to decide. */
export function PurchaseOrderCauses({ order }: { order: PurchaseOrder }) {
  const receipts = useQuery({ ...receiptsQuery(order), enabled: Boolean(order.quantityReceived) }).data ?? [];
  return (
    <DrawerSection title={words.title}>
      <Suspense fallback={<Loading label={words.loading} />}>
        <OfPurchaseOrder order={order} receipts={receipts} />
      </Suspense>
    </DrawerSection>
  );
}

/** What an order line led to. */
export function ReservationCauses({ line }: { line: RecordedReservation }) {
  return (
    <Suspense fallback={null}>
      <OfReservation line={line} />
    </Suspense>
  );
}
