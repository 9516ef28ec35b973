import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconFileInvoice from '@tabler/icons-react/dist/esm/icons/IconFileInvoice.mjs';
import IconFlask from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import IconPackages from '@tabler/icons-react/dist/esm/icons/IconPackages.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import { messages } from '../lib/messages.ts';

const { pages } = messages;

/** The pages in their order, as the navigation shows them, the palette finds them and the keyboard reaches them. */
export const PAGES = [
  { to: '/', label: pages.overview, short: pages.overview, keys: 'g o', Icon: IconLayoutDashboard },
  { to: '/stock', label: pages.stock, short: pages.stock, keys: 'g s', Icon: IconPackages },
  { to: '/reservations', label: pages.reservations, short: pages.reservations, keys: 'g r', Icon: IconChecklist },
  { to: '/alerts', label: pages.alerts, short: pages.alerts, keys: 'g a', Icon: IconBell },
  {
    to: '/purchase-orders',
    label: pages.purchaseOrders,
    short: pages.purchaseOrdersShort,
    keys: 'g p',
    Icon: IconFileInvoice,
  },
  { to: '/simulator', label: pages.simulator, short: pages.simulator, keys: 'g m', Icon: IconFlask },
  { to: '/events', label: pages.events, short: pages.events, keys: 'g v', Icon: IconActivity },
  { to: '/settings', label: pages.settings, short: pages.settings, keys: 'g e', Icon: IconSettings },
] as const;
