import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseAlertSearch } from '../features/alerts/alert-filter.ts';
import { parseEventSearch } from '../features/events/event-search.ts';
import { parsePurchaseOrderSearch } from '../features/purchase-orders/purchase-order-filter.ts';
import { parseReservationSearch } from '../features/reservations/reservation-filter.ts';
import { parseStockSearch } from '../features/stock/stock-filter.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { parseOverviewSearch } from './pages/overview-search.ts';
import { parseSettingsSearch } from './pages/settings-search.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: parseOverviewSearch,
  component: OverviewPage,
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  validateSearch: parseStockSearch,
  component: lazyRouteComponent(() => import('./pages/stock-page.tsx'), 'StockPage'),
});

const stockImport = createRoute({
  getParentRoute: () => root,
  path: '/stock/import',
  component: lazyRouteComponent(() => import('./pages/import-page.tsx'), 'ImportPage'),
});

const reservations = createRoute({
  getParentRoute: () => root,
  path: '/reservations',
  validateSearch: parseReservationSearch,
  component: lazyRouteComponent(() => import('./pages/reservations-page.tsx'), 'ReservationsPage'),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: parseAlertSearch,
  component: lazyRouteComponent(() => import('./pages/alerts-page.tsx'), 'AlertsPage'),
});

const purchaseOrders = createRoute({
  getParentRoute: () => root,
  path: '/purchase-orders',
  validateSearch: parsePurchaseOrderSearch,
  component: lazyRouteComponent(() => import('./pages/purchase-orders-page.tsx'), 'PurchaseOrdersPage'),
});

const simulator = createRoute({
  getParentRoute: () => root,
  path: '/simulator',
  component: lazyRouteComponent(() => import('./pages/simulator-page.tsx'), 'SimulatorPage'),
});

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: parseEventSearch,
  component: lazyRouteComponent(() => import('./pages/events-page.tsx'), 'EventsPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: parseSettingsSearch,
  component: lazyRouteComponent(() => import('./pages/settings-page.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    stock,
    stockImport,
    reservations,
    alerts,
    purchaseOrders,
    simulator,
    events,
    settings,
  ]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
