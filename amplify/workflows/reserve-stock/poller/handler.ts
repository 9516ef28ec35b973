import { required } from '../../../tables/environment.ts';
import { syncWorkflow } from '../../sync-workflow.ts';
import { pollOrders } from './poll-orders.ts';

export const handler = pollOrders({
  workflow: syncWorkflow(required('STATE_MACHINE_ARN')),
  warn: (text) => console.warn(text),
});
