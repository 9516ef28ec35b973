import { useClickOutside } from '@mantine/hooks';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { Link, useRouterState } from '@tanstack/react-router';
import type { FocusEvent } from 'react';
import { useOpenAlerts } from '../features/alerts/use-open-alerts.ts';
import { useOpenPurchaseOrders } from '../features/purchase-orders/use-open.ts';
import { messages } from '../lib/messages.ts';
import styles from './navigation.module.css';
import { PAGES } from './page-list.ts';

const words = messages.navigation;

/** What stands in a phone's bar, where five fit; the others are behind its last button. */
const ON_A_PHONE: readonly string[] = ['/', '/stock', '/alerts', '/purchase-orders'];
const isFirst = ({ to }: (typeof PAGES)[number]) => ON_A_PHONE.includes(to);

function useWaiting(): Partial<Record<string, { count: number; of: string }>> {
  const purchasing = useOpenPurchaseOrders();
  const alerts = useOpenAlerts();
  return {
    '/purchase-orders': { count: purchasing.pending.length, of: words.pending },
    '/alerts': { count: alerts.alerts.length, of: words.open },
  };
}

type Waiting = ReturnType<typeof useWaiting>;
type PageLinkProps = { page: (typeof PAGES)[number]; waiting: Waiting; onClick?: () => void };

function PageLink({ page: { to, label, short, Icon }, waiting, onClick }: PageLinkProps) {
  const badge = waiting[to];
  return (
    <Link to={to} className={styles.link} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={onClick}>
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
  );
}

/** The pages that a phone's bar has no room for. */
function More({ waiting }: { waiting: Waiting }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isHere = PAGES.some((page) => !isFirst(page) && path.startsWith(page.to));
  const details = useClickOutside<HTMLDetailsElement>(() => close());
  const close = () => details.current?.removeAttribute('open');
  const closeBehind = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) close();
  };
  return (
    <details
      ref={details}
      className={styles.more}
      onBlur={closeBehind}
      onKeyDown={({ key }) => (key === 'Escape' ? close() : undefined)}
    >
      <summary className={styles.link} data-here={isHere || undefined}>
        <IconDots size={17} stroke={1.7} aria-hidden />
        {words.more}
      </summary>
      <ul className={styles.sheet}>
        {PAGES.filter((page) => !isFirst(page)).map((page) => (
          <li key={page.to}>
            <PageLink page={page} waiting={waiting} onClick={close} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Navigation() {
  const waiting = useWaiting();
  return (
    <nav aria-label={words.title}>
      <ul className={styles.list}>
        {PAGES.map((page) => (
          <li key={page.to} data-behind={!isFirst(page) || undefined}>
            <PageLink page={page} waiting={waiting} />
          </li>
        ))}
        <li className={styles.onAPhone}>
          <More waiting={waiting} />
        </li>
      </ul>
    </nav>
  );
}
