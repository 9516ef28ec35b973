import { SQSClient } from '@aws-sdk/client-sqs';
import { required } from '../../../tables/environment.ts';
import { messageVisibility } from '../../message-visibility.ts';
import { syncWorkflow } from '../../sync-workflow.ts';
import { pollOrders } from './poll-orders.ts';

export const handler = pollOrders({
  workflow: syncWorkflow(required('STATE_MACHINE_ARN')),
  showAgain: messageVisibility(new SQSClient({}), required('ORDER_QUEUE_URL')),
  warn: (text) => console.warn(text),
});
