import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { purchaseOrderTable } from '../../tables/purchase-order-table.ts';
import { callerFromUserPool } from '../caller.ts';
import { wakeWorkflow } from '../decide-purchase-order/wake-workflow.ts';
import { cancelPurchaseOrder } from './cancel-purchase-order.ts';

const client = documentClient();

export const handler = cancelPurchaseOrder({
  purchaseOrders: purchaseOrderTable(client, required('PURCHASE_ORDER_TABLE')),
  wakeWorkflow: wakeWorkflow(client, required('TASK_TOKEN_TABLE'), new SFNClient({})),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
