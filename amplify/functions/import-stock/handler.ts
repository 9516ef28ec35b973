import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { locationTable } from '../../tables/location-table.ts';
import { pause } from '../../tables/pause.ts';
import { stockImportTable } from '../../tables/stock-import-table.ts';
import { callerFromUserPool } from '../caller.ts';
import { importStock } from './import-stock.ts';

const client = documentClient();
const names = {
  product: required('PRODUCT_TABLE'),
  stockLevel: required('STOCK_LEVEL_TABLE'),
  stockMovement: required('STOCK_MOVEMENT_TABLE'),
  stockImport: required('STOCK_IMPORT_TABLE'),
};

export const handler = importStock({
  client,
  names,
  imports: stockImportTable(client, names.stockImport),
  locations: locationTable(client, required('LOCATION_TABLE')),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
  pause,
});
