import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { adjustStock } from './adjust-stock.ts';

export const handler = adjustStock({
  documents: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  tables: {
    stockLevel: required('STOCK_LEVEL_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
    adjustment: required('ADJUSTMENT_TABLE'),
  },
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  now: () => new Date(),
});
