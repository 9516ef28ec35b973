import { required } from '../../../tables/environment.ts';
import { syncWorkflow } from '../../sync-workflow.ts';
import { pollStockChanges } from './poll-stock-changes.ts';

export const handler = pollStockChanges(syncWorkflow(required('STATE_MACHINE_ARN')));
