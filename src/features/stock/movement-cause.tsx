import { Link } from '@tanstack/react-router';
import type { StockMovement } from '../../lib/api-client.ts';
import { formatMinute, formatNumber } from '../../lib/format.ts';
import { causeLink, causeWords } from './ledger.ts';
import styles from './ledger-table.module.css';

/** What an entry is for, with the way to it. */
export function MovementCause({ movement, reversal }: { movement: StockMovement; reversal?: StockMovement }) {
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
      {reversal ? <span className={styles.note}>Undone by {reversal.actor}</span> : null}
    </span>
  );
}
