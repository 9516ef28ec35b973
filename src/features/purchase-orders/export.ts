import type { PurchaseOrder } from '../../lib/api-client.ts';
import type { CsvColumn } from '../../lib/csv.ts';

export const PURCHASE_ORDER_COLUMNS: CsvColumn<PurchaseOrder>[] = [
  { header: 'purchaseOrderId', value: ({ purchaseOrderId }) => purchaseOrderId },
  { header: 'productId', value: ({ productId }) => productId },
  { header: 'locationId', value: ({ locationId }) => locationId },
  { header: 'status', value: ({ status }) => status },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'quantity', value: ({ quantity }) => quantity },
  { header: 'quantityReceived', value: ({ quantityReceived }) => quantityReceived },
  { header: 'unitCost', value: ({ unitCost }) => unitCost },
  { header: 'currency', value: ({ currency }) => currency },
  { header: 'requestedAt', value: ({ requestedAt }) => requestedAt },
  { header: 'deadline', value: ({ deadline }) => deadline },
  { header: 'decidedAt', value: ({ decidedAt }) => decidedAt },
  { header: 'decidedBy', value: ({ decidedBy }) => decidedBy },
  { header: 'note', value: ({ note }) => note },
  { header: 'orderedAt', value: ({ orderedAt }) => orderedAt },
  { header: 'closedAt', value: ({ closedAt }) => closedAt },
  { header: 'closedBy', value: ({ closedBy }) => closedBy },
];
