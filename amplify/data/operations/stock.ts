import { Duration, Stack } from 'aws-cdk-lib';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { Regularly } from '../../constructs/regularly.ts';
import { adjustStock } from '../../functions/adjust-stock/resource.ts';
import { reconcileStock } from '../../functions/reconcile-stock/resource.ts';
import { reverseAdjustment } from '../../functions/reverse-adjustment/resource.ts';
import { saveLocation } from '../../functions/save-location/resource.ts';
import { transferStock } from '../../functions/transfer-stock/resource.ts';
import {
  PURCHASE_ORDERS_BY_PRODUCT,
  RESERVATIONS_BY_PRODUCT,
  RESERVATIONS_WAITING,
  STOCK_LEVELS_BY_LOCATION,
} from '../../tables/index-names.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const stockOperations = { adjustStock, reconcileStock, reverseAdjustment, saveLocation, transferStock };
type Operations = Functions<typeof stockOperations>;

export const wireStockOperations = (backend: Operations & WithUserPool, context: Context): void => {
  for (const name of Object.keys(stockOperations) as (keyof Operations)[]) letKnowCaller(backend[name], backend);
  wireAdjustments(backend, context);
  wireLocations(backend, context);
  wireReconciliation(backend, context);
};

const wireAdjustments = (
  { adjustStock: adjust, reverseAdjustment: reverse }: Operations,
  { tables }: Context,
): void => {
  for (const operation of [adjust, reverse]) {
    setEnvironment(operation, {
      STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
      STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
      ADJUSTMENT_TABLE: tables.adjustment.tableName,
    });
    grantTable(operation, tables.stockLevel, 'GetItem', 'UpdateItem');
    grantTable(operation, tables.stockMovement, 'PutItem');
  }
  grantTable(adjust, tables.adjustment, 'GetItem', 'PutItem');
  grantTable(reverse, tables.adjustment, 'GetItem', 'UpdateItem');
};

const wireLocations = ({ saveLocation: save, transferStock: transfer }: Operations, { tables }: Context): void => {
  setEnvironment(save, { LOCATION_TABLE: tables.location.tableName });
  grantTable(save, tables.location, 'PutItem', 'UpdateItem');
  setEnvironment(transfer, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    LOCATION_TABLE: tables.location.tableName,
    TRANSFER_TABLE: tables.transfer.tableName,
  });
  grantTable(transfer, tables.stockLevel, 'GetItem', 'PutItem', 'UpdateItem');
  grantTable(transfer, tables.stockMovement, 'PutItem');
  grantTable(transfer, tables.location, 'GetItem');
  grantTable(transfer, tables.transfer, 'GetItem', 'PutItem');
};

/** It reads every book, writes two of them, and what it came to. By the clock it looks and changes nothing. */
const wireReconciliation = ({ reconcileStock: reconcile }: Operations, { tables }: Context): void => {
  setEnvironment(reconcile, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    STOCK_CHECK_TABLE: tables.stockCheck.tableName,
    LOCATION_TABLE: tables.location.tableName,
  });
  grantTable(reconcile, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(reconcile, tables.stockMovement, 'Query', 'PutItem');
  grantTable(reconcile, tables.purchaseOrder, 'GetItem', 'ConditionCheckItem');
  grantTable(reconcile, tables.stockCheck, 'UpdateItem');
  grantTable(reconcile, tables.location, 'Scan');
  grantIndex(reconcile, tables.stockLevel, STOCK_LEVELS_BY_LOCATION);
  grantIndex(reconcile, tables.reservation, RESERVATIONS_BY_PRODUCT);
  grantIndex(reconcile, tables.reservation, RESERVATIONS_WAITING);
  grantIndex(reconcile, tables.purchaseOrder, PURCHASE_ORDERS_BY_PRODUCT);
  // It reads every entry of every ledger, so once a day: more often it would cost more than the orders do.
  new Regularly(Stack.of(reconcile.resources.lambda), 'CheckStock', reconcile, Duration.days(1));
};
