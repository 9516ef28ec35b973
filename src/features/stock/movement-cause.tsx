import { Link } from '@tanstack/react-router';
import type { StockMovement } from '../../lib/api-client.ts';
import { formatMinute, formatNumber } from '../../lib/format.ts';
import { causeLink, causeWords } from './ledger.ts';
import styles from './ledger-table.module.css';

type Props = { movement: StockMovement; reversal?: StockMovement; place?: string };

/** What an entry is for, with the way to it, and where it was. */
export function MovementCause({ movement, reversal, place }: Props) {
  const link = causeLink(movement);
  return (
    <span className={styles.cause}>
      <span>{causeWords(movement)}</span>
      {link && 'orderId' in link ? (
        <Link className={styles.link} to="/reservations" search={{ orderId: link.orderId }}>
          {link.orderId}
          {link.more > 0 ? ` and ${formatNumber(link.more)} more` : ''}
        </Link>
      ) : null}
      {link && 'purchaseOrderId' in link ? (
        <Link className={styles.link} to="/purchase-orders" search={{ order: link.purchaseOrderId }}>
          {link.purchaseOrderId}
        </Link>
      ) : null}
      {movement.reverses ? (
        <span className={styles.note}>of {formatMinute(movement.reverses.split('#')[0] ?? '')}</span>
      ) : null}
      {place ? <span className={styles.note}>{place}</span> : null}
      {reversal ? <span className={styles.note}>Undone by {reversal.actor}</span> : null}
    </span>
  );
}
