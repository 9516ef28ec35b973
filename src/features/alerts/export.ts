import type { Alert } from '../../lib/api-client.ts';
import type { CsvColumn } from '../../lib/csv.ts';

export const ALERT_CSV_COLUMNS: CsvColumn<Alert>[] = [
  { header: 'createdAt', value: ({ createdAt }) => createdAt },
  { header: 'productId', value: ({ productId }) => productId },
  { header: 'locationId', value: ({ locationId }) => locationId },
  { header: 'kind', value: ({ kind }) => kind },
  { header: 'status', value: ({ status }) => status },
  { header: 'message', value: ({ message }) => message },
  { header: 'acknowledgedAt', value: ({ acknowledgedAt }) => acknowledgedAt },
  { header: 'acknowledgedBy', value: ({ acknowledgedBy }) => acknowledgedBy },
  { header: 'snoozedUntil', value: ({ snoozedUntil }) => snoozedUntil },
  { header: 'snoozedBy', value: ({ snoozedBy }) => snoozedBy },
  { header: 'resolvedAt', value: ({ resolvedAt }) => resolvedAt },
  { header: 'alertId', value: ({ alertId }) => alertId },
];
