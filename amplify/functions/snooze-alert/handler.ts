import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { snoozeAlert } from './snooze-alert.ts';

export const handler = snoozeAlert({
  client: documentClient(),
  alertTable: required('ALERT_TABLE'),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
