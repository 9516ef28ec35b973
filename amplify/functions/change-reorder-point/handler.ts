import { systemClock } from '../../domain/clock.ts';
import { reorderPointWriter } from '../../tables/catalogue-table.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { changeReorderPoint } from './change-reorder-point.ts';

export const handler = changeReorderPoint({
  change: reorderPointWriter(documentClient(), required('STOCK_LEVEL_TABLE')),
  clock: systemClock,
});
