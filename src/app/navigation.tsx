import { Link } from '@tanstack/react-router';
import { useOpenAlerts } from '../features/alerts/use-open-alerts.ts';
import { useOpenPurchaseOrders } from '../features/purchase-orders/use-open.ts';
import { messages } from '../lib/messages.ts';
import styles from './navigation.module.css';
import { PAGES } from './page-list.ts';

function useWaiting(): Partial<Record<string, { count: number; of: string }>> {
  const purchasing = useOpenPurchaseOrders();
  const alerts = useOpenAlerts();
  return {
    '/purchase-orders': { count: purchasing.pending.length, of: messages.navigation.pending },
    '/alerts': { count: alerts.alerts.length, of: messages.navigation.open },
  };
}

export function Navigation() {
  const waiting = useWaiting();
  return (
    <nav aria-label={messages.navigation.title}>
      <ul className={styles.list}>
        {PAGES.map(({ to, label, short, Icon }) => {
          const badge = waiting[to];
          return (
            <li key={to}>
              <Link to={to} className={styles.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
                <Icon size={17} stroke={1.7} aria-hidden />
                <span className={styles.label}>{label}</span>
                <span className={styles.short} aria-hidden>
                  {short}
                </span>
                {badge && badge.count > 0 ? (
                  <span className={styles.badge}>
                    {badge.count}
                    <span className="visually-hidden"> {badge.of}</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
