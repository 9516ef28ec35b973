import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconFileInvoice from '@tabler/icons-react/dist/esm/icons/IconFileInvoice.mjs';
import IconFlask from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import IconPackages from '@tabler/icons-react/dist/esm/icons/IconPackages.mjs';
import { Link } from '@tanstack/react-router';
import { useOpenAlerts } from '../features/alerts/use-open-alerts.ts';
import { useOpenPurchaseOrders } from '../features/purchase-orders/use-open.ts';
import styles from './navigation.module.css';

const PAGES = [
  { to: '/', label: 'Overview', short: 'Overview', Icon: IconLayoutDashboard },
  { to: '/stock', label: 'Stock', short: 'Stock', Icon: IconPackages },
  { to: '/reservations', label: 'Reservations', short: 'Reservations', Icon: IconChecklist },
  { to: '/alerts', label: 'Alerts', short: 'Alerts', Icon: IconBell },
  { to: '/purchase-orders', label: 'Purchase orders', short: 'Orders', Icon: IconFileInvoice },
  { to: '/simulator', label: 'Simulator', short: 'Simulator', Icon: IconFlask },
] as const;

function useWaiting(): Partial<Record<string, { count: number; of: string }>> {
  const purchasing = useOpenPurchaseOrders();
  const alerts = useOpenAlerts();
  return {
    '/purchase-orders': { count: purchasing.pending.length, of: 'pending' },
    '/alerts': { count: alerts.alerts.length, of: 'open' },
  };
}

export function Navigation() {
  const waiting = useWaiting();
  return (
    <nav aria-label="Pages">
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
