import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { locationWriter } from '../../tables/catalogue-table.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { saveLocation } from './save-location.ts';

export const handler = saveLocation({
  save: locationWriter(documentClient(), required('LOCATION_TABLE')),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
