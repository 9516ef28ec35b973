import { Link } from '@tanstack/react-router';
import { formatNumber } from '../lib/format.ts';
import type { CauseLink as Cause } from '../lib/movement-cause.ts';

/** The way to what something was for: an order's reservations, or a purchase order. */
export function CauseLink({ cause, className }: { cause: Cause; className?: string }) {
  if ('purchaseOrderId' in cause) {
    return (
      <Link className={className} to="/purchase-orders" search={{ order: cause.purchaseOrderId }}>
        {cause.purchaseOrderId}
      </Link>
    );
  }
  return (
    <Link className={className} to="/reservations" search={{ orderId: cause.orderId }}>
      {cause.orderId}
      {cause.more > 0 ? ` and ${formatNumber(cause.more)} more` : ''}
    </Link>
  );
}
