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
  bulk: {
    bar: 'Selected rows',
    results: 'What became of each',
    selected: (count: number) => plural(count, { one: '# selected', other: '# selected' }),
    selectAll: 'Select all',
    select: (what: string) => `Select: ${what}`,
    clear: 'Clear',
    dismiss: 'Close the results',
    waiting: 'Waiting',
    notDone: 'Not done',
    progress: (done: number, of: number) => `${done} of ${of} done…`,
    summary: (done: string, ok: number, failed: number) =>
      failed === 0 ? `${ok} ${done}.` : `${ok} ${done}, ${failed} not.`,
    acknowledge: (count: number) => plural(count, { one: 'Acknowledge # alert', other: 'Acknowledge # alerts' }),
    acknowledged: 'acknowledged',
    approve: (count: number) => plural(count, { one: 'Approve # order', other: 'Approve # orders' }),
    approved: 'approved',
  },
  stockUse: {
    inAndOut: {
      title: 'In and out per day',
      loading: 'what came and went',
      day: 'Day',
      series: { received: 'Received', returned: 'Given back', taken: 'Taken by orders' },
      nothing: 'Nothing came or went in the last four weeks.',
      summary: (taken: string, received: string, returned: string) =>
        `In the last four weeks ${taken} taken by orders, ${received} received, ${returned} given back.`,
    },
    cover: {
      title: 'Days of cover',
      hint: 'what runs out first',
      loading: 'days of cover',
      columns: ['Product', 'Lasts', 'Used a day', 'Lead time'],
      days: (days: number) => plural(days, { one: '# day', other: '# days' }),
      under: 'less than a day',
      short: 'too late',
      none: 'Nothing is used yet',
      why: 'How long stock lasts is measured every five minutes, from the orders of the last four weeks.',
      first: (product: string, days: string) => `${product} is out first, in ${days}.`,
      enough: 'Everything lasts for longer than its lead time.',
      shortCount: (count: number) =>
        plural(count, {
          one: '# product lasts for less than its lead time.',
          other: '# products last for less than their lead time.',
        }),
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
