import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { syncWorkflow } from '../../sync-workflow.ts';
import { sweepStockLevels } from './sweep-stock-levels.ts';

export const handler = sweepStockLevels({
  stockLevels: stockLevelTable(documentClient(), required('STOCK_LEVEL_TABLE')),
  workflow: syncWorkflow(required('STATE_MACHINE_ARN')),
});
