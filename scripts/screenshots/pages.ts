/** The address of every page of the dashboard, with a drawer of the product that is named. */
export const pagesWith = (productId: string) => ({
  overview: '/',
  stock: '/stock',
  product: `/stock?product=${productId}`,
  reservations: '/reservations',
  alerts: '/alerts',
  'purchase-orders': '/purchase-orders',
  simulator: '/simulator',
  events: '/events',
  settings: '/settings',
  import: '/stock/import',
});
