import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';

export const handler = acknowledgeAlert({
  documents: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  alertTable: required('ALERT_TABLE'),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  now: () => new Date(),
});
