import { SFNClient } from '@aws-sdk/client-sfn';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { purchaseOrderTable } from '../../tables/purchase-order-table.ts';
import { purchaseOrderWorkflow } from './purchase-order-workflow.ts';
import { runReader } from './read-run.ts';

export const handler = purchaseOrderWorkflow({
  purchaseOrders: purchaseOrderTable(documentClient(), required('PURCHASE_ORDER_TABLE')),
  readRun: runReader(new SFNClient({})),
});
