import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { locationTable } from '../../tables/location-table.ts';
import { pause } from '../../tables/pause.ts';
import { stockLevelTable } from '../../tables/stock-level-table.ts';
import { transferTable } from '../../tables/transfer-table.ts';
import { callerFromUserPool } from '../caller.ts';
import { transferStock } from './transfer-stock.ts';

const client = documentClient();
const names = {
  stockLevel: required('STOCK_LEVEL_TABLE'),
  stockMovement: required('STOCK_MOVEMENT_TABLE'),
  transfer: required('TRANSFER_TABLE'),
};

export const handler = transferStock({
  client,
  names,
  stockLevels: stockLevelTable(client, names.stockLevel),
  locations: locationTable(client, required('LOCATION_TABLE')),
  transfers: transferTable(client, names.transfer),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
  pause,
});
