import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { decidePurchaseOrder } from './decide-purchase-order.ts';
import { wakeWorkflow } from './wake-workflow.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = decidePurchaseOrder({
  documents,
  purchaseOrderTable: required('PURCHASE_ORDER_TABLE'),
  wakeWorkflow: wakeWorkflow(documents, required('TASK_TOKEN_TABLE'), new SFNClient({})),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  now: () => new Date(),
  undoSeconds: Number(required('UNDO_SECONDS')),
});
