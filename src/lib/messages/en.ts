import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** Every sentence of the dashboard in English. Another language is a file of this shape. */
export const en = {
  pages: {
    overview: 'Overview',
    stock: 'Stock',
    reservations: 'Reservations',
    alerts: 'Alerts',
    purchaseOrders: 'Purchase orders',
    /** Where there is little room. */
    purchaseOrdersShort: 'Orders',
    simulator: 'Simulator',
  },
  navigation: { title: 'Pages', skip: 'Skip to content', pending: 'pending', open: 'open' },
  topBar: {
    signOut: 'Sign out',
    themes: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  },
  palette: {
    title: 'Command palette',
    open: 'Search or go to…',
    hint: 'Page, product, purchase order or action',
    nothing: 'Nothing fits. Try a shorter word.',
    found: (count: number) => plural(count, { one: '# result', other: '# results' }),
    groups: { pages: 'Pages', products: 'Products', purchaseOrders: 'Purchase orders', actions: 'Actions' },
    actions: {
      out: 'Show what is out of stock',
      low: 'Show what is low',
      decide: 'Decide purchase orders',
      acknowledge: 'Acknowledge alerts',
      order: 'Place a test order',
      pause: 'Pause live updates',
      resume: 'Resume live updates',
      help: 'Keyboard shortcuts',
      findOrder: (orderId: string) => `What became of order ${orderId}`,
    },
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    groups: { go: 'Go to', lists: 'In lists', everywhere: 'Everywhere' },
    nextRow: 'Next row',
    previousRow: 'Previous row',
    openRow: 'Open the row',
    search: 'Search this page',
    close: 'Close what is open',
    between: 'then',
    singleKeys: 'Shortcuts of a single key',
    singleKeysHint: 'Switch them off if you speak to your computer, or if keys are pressed by accident.',
  },
};
