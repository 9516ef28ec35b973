import type { StockLevel, StockMovement } from '../../lib/api-client.ts';
import type { CsvColumn } from '../../lib/csv.ts';
import { onHand } from './stock-filter.ts';

export const stockColumns = (name: (productId: string) => string): CsvColumn<StockLevel>[] => [
  { header: 'productId', value: ({ productId }) => productId },
  { header: 'name', value: ({ productId }) => name(productId) },
  { header: 'locationId', value: ({ locationId }) => locationId },
  { header: 'available', value: ({ available }) => available },
  { header: 'reserved', value: ({ reserved }) => reserved },
  { header: 'onHand', value: onHand },
  { header: 'reorderPoint', value: ({ reorderPoint }) => reorderPoint },
  { header: 'status', value: ({ status }) => status },
  { header: 'openPurchaseOrderId', value: ({ openPurchaseOrderId }) => openPurchaseOrderId },
  { header: 'updatedAt', value: ({ updatedAt }) => updatedAt },
];

export const LEDGER_COLUMNS: CsvColumn<StockMovement>[] = [
  { header: 'createdAt', value: ({ createdAt }) => createdAt },
  { header: 'productId', value: ({ productId }) => productId },
  { header: 'locationId', value: ({ locationId }) => locationId },
  { header: 'availableDelta', value: ({ availableDelta }) => availableDelta },
  { header: 'reservedDelta', value: ({ reservedDelta }) => reservedDelta },
  { header: 'availableAfter', value: ({ availableAfter }) => availableAfter },
  { header: 'reservedAfter', value: ({ reservedAfter }) => reservedAfter },
  { header: 'cause', value: ({ cause }) => cause },
  { header: 'causeId', value: ({ causeId }) => causeId },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'note', value: ({ note }) => note },
  { header: 'actor', value: ({ actor }) => actor },
  { header: 'movementId', value: ({ movementId }) => movementId },
  { header: 'reverses', value: ({ reverses }) => reverses },
];
