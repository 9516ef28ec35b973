import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { receiptTable } from '../../../tables/receipt-table.ts';
import { taskTokenTable } from '../../../tables/task-token-table.ts';
import { topicMailer } from '../../mailer.ts';
import { closePurchaseOrder } from '../close-purchase-order/close-purchase-order.ts';
import { executions } from '../executions.ts';
import { purchaseOrderTransactions } from '../purchase-order-transactions.ts';
import { replenishedEvents, tellOrLeaveToSweep } from '../receiving/tell-replenished.ts';
import { purchaseOrderTableNames } from '../table-names.ts';
import { resumePurchaseOrders } from './resume-purchase-orders.ts';

const client = documentClient();
const names = purchaseOrderTableNames();
const purchaseOrders = purchaseOrderTable(client, names.purchaseOrder);
const receipts = receiptTable(client, required('RECEIPT_TABLE'));

export const handler = resumePurchaseOrders({
  purchaseOrders,
  taskTokens: taskTokenTable(client, names.taskToken),
  receipts,
  tell: tellOrLeaveToSweep(replenishedEvents(required('ORDER_BUS_NAME')), receipts),
  mail: topicMailer(required('TOPIC_ARN'), 'APPROVALS'),
  clock: systemClock,
  dashboardUrl: required('DASHBOARD_URL'),
  executions: executions(required('STATE_MACHINE_ARN'), randomUUID),
  close: closePurchaseOrder({
    purchaseOrders,
    transactions: purchaseOrderTransactions(client, names, pause),
    clock: systemClock,
    coolDownSeconds: Number(required('COOL_DOWN_SECONDS')),
  }),
});
