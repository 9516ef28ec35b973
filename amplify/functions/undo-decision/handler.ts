import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { undoDecision } from './undo-decision.ts';

export const handler = undoDecision({
  documents: documentClient(),
  purchaseOrderTable: required('PURCHASE_ORDER_TABLE'),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  now: () => new Date(),
});
