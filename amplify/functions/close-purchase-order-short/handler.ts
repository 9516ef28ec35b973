import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { pause } from '../../tables/pause.ts';
import { purchaseOrderTable } from '../../tables/purchase-order-table.ts';
import { purchaseOrderTransactions } from '../../workflows/create-purchase-order/purchase-order-transactions.ts';
import { purchaseOrderTableNames } from '../../workflows/create-purchase-order/table-names.ts';
import { callerFromUserPool } from '../caller.ts';
import { closePurchaseOrderShort } from './close-purchase-order-short.ts';

const client = documentClient();
const names = purchaseOrderTableNames();

export const handler = closePurchaseOrderShort({
  purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
  transactions: purchaseOrderTransactions(client, names, pause),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
