import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { supplierWriter } from '../../tables/catalogue-table.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { saveSupplier } from './save-supplier.ts';

export const handler = saveSupplier({
  save: supplierWriter(documentClient(), required('SUPPLIER_TABLE')),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
