import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Clock, systemClock } from '../domain/clock.ts';
import { type AdjustmentTable, adjustmentTable } from '../tables/adjustment-table.ts';
import { documentClient } from '../tables/document-client.ts';
import { required } from '../tables/environment.ts';
import { type Pause, pause } from '../tables/pause.ts';
import { type StockLevelTable, stockLevelTable } from '../tables/stock-level-table.ts';
import { callerFromUserPool, type IdentifyCaller } from './caller.ts';

/** What making and taking back adjustments need. */
export type AdjustmentDeps = {
  client: DynamoDBDocumentClient;
  names: { stockLevel: string; stockMovement: string; adjustment: string };
  stockLevels: Pick<StockLevelTable, 'get'>;
  adjustments: AdjustmentTable;
  identify: IdentifyCaller;
  clock: Clock;
  pause: Pause;
};

export const adjustmentDeps = (): AdjustmentDeps => {
  const client = documentClient();
  const names = {
    stockLevel: required('STOCK_LEVEL_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
    adjustment: required('ADJUSTMENT_TABLE'),
  };
  return {
    client,
    names,
    stockLevels: stockLevelTable(client, names.stockLevel),
    adjustments: adjustmentTable(client, names.adjustment),
    identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
    clock: systemClock,
    pause,
  };
};
