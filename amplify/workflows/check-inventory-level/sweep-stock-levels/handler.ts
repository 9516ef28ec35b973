import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { reservationTable } from '../../../tables/reservation-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { syncWorkflow } from '../../sync-workflow.ts';
import { sweepStockLevels } from './sweep-stock-levels.ts';

const client = documentClient();

export const handler = sweepStockLevels({
  stockLevels: stockLevelTable(client, required('STOCK_LEVEL_TABLE')),
  reservations: reservationTable(client, required('RESERVATION_TABLE')),
  workflow: syncWorkflow(required('STATE_MACHINE_ARN')),
});
