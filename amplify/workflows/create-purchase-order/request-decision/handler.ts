import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { taskTokenTable } from '../../../tables/task-token-table.ts';
import { topicMailer } from '../../mailer.ts';
import { requestDecision } from './request-decision.ts';

const client = documentClient();

export const handler = requestDecision({
  purchaseOrders: purchaseOrderTable(client, required('PURCHASE_ORDER_TABLE')),
  taskTokens: taskTokenTable(client, required('TASK_TOKEN_TABLE')),
  mail: topicMailer(required('TOPIC_ARN'), 'APPROVALS'),
  clock: systemClock,
  dashboardUrl: required('DASHBOARD_URL'),
});
