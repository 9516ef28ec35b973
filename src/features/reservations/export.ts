import type { Reservation } from '../../lib/api-client.ts';
import type { CsvColumn } from '../../lib/csv.ts';

export const RESERVATION_COLUMNS: CsvColumn<Reservation>[] = [
  { header: 'createdAt', value: ({ createdAt }) => createdAt },
  { header: 'orderId', value: ({ orderId }) => orderId },
  { header: 'productId', value: ({ productId }) => productId },
  { header: 'locationId', value: ({ locationId }) => locationId },
  { header: 'quantity', value: ({ quantity }) => quantity },
  { header: 'status', value: ({ status }) => status },
  { header: 'availableQuantity', value: ({ availableQuantity }) => availableQuantity },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'deliveries', value: ({ deliveries }) => deliveries },
  { header: 'redeliveredAt', value: ({ redeliveredAt }) => redeliveredAt },
  { header: 'expiresAt', value: ({ expiresAt }) => expiresAt },
  { header: 'settledAt', value: ({ settledAt }) => settledAt },
  { header: 'refusal', value: ({ refusal }) => refusal },
  { header: 'updatedAt', value: ({ updatedAt }) => updatedAt },
];
