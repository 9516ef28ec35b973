import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { purchasingSettingsTable } from '../../tables/purchasing-settings-table.ts';
import { callerFromUserPool } from '../caller.ts';
import { changePurchasingSettings } from './change-purchasing-settings.ts';

export const handler = changePurchasingSettings({
  settings: purchasingSettingsTable(documentClient(), required('PURCHASING_SETTINGS_TABLE')),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
