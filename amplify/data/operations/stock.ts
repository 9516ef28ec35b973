import { Duration, Stack } from 'aws-cdk-lib';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { Regularly } from '../../constructs/regularly.ts';
import { adjustStock } from '../../functions/adjust-stock/resource.ts';
import { reconcileStock } from '../../functions/reconcile-stock/resource.ts';
import { reverseAdjustment } from '../../functions/reverse-adjustment/resource.ts';
import {
  PURCHASE_ORDERS_BY_PRODUCT,
  RESERVATIONS_BY_PRODUCT,
  STOCK_LEVELS_BY_LOCATION,
} from '../../tables/index-names.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const stockOperations = { adjustStock, reconcileStock, reverseAdjustment };
type Operations = Functions<typeof stockOperations>;

export const wireStockOperations = (backend: Operations & WithUserPool, context: Context): void => {
  const { adjustStock: adjust, reconcileStock: reconcile, reverseAdjustment: reverse } = backend;
  for (const operation of [adjust, reconcile, reverse]) letKnowCaller(operation, backend);
  wireAdjustments(backend, context);
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

/** It reads every book, writes two of them, and what it came to. By the clock it looks and changes nothing. */
const wireReconciliation = ({ reconcileStock: reconcile }: Operations, { tables }: Context): void => {
  setEnvironment(reconcile, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    STOCK_CHECK_TABLE: tables.stockCheck.tableName,
  });
  grantTable(reconcile, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(reconcile, tables.stockMovement, 'Query', 'PutItem');
  grantTable(reconcile, tables.purchaseOrder, 'GetItem', 'ConditionCheckItem');
  grantTable(reconcile, tables.stockCheck, 'UpdateItem');
  grantIndex(reconcile, tables.stockLevel, STOCK_LEVELS_BY_LOCATION);
  grantIndex(reconcile, tables.reservation, RESERVATIONS_BY_PRODUCT);
  grantIndex(reconcile, tables.purchaseOrder, PURCHASE_ORDERS_BY_PRODUCT);
  // It reads every entry of every ledger, so once a day: more often it would cost more than the orders do.
  new Regularly(Stack.of(reconcile.resources.lambda), 'CheckStock', reconcile, Duration.days(1));
};
