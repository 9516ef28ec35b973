import type { Context, Functions } from '../../constructs/context.ts';
import { grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
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

/** It reads every book, and writes two of them. */
const wireReconciliation = ({ reconcileStock: reconcile }: Operations, { tables }: Context): void => {
  setEnvironment(reconcile, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
  });
  grantTable(reconcile, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(reconcile, tables.stockMovement, 'Query', 'PutItem');
  grantTable(reconcile, tables.purchaseOrder, 'GetItem', 'ConditionCheckItem');
  grantIndex(reconcile, tables.stockLevel, STOCK_LEVELS_BY_LOCATION);
  grantIndex(reconcile, tables.reservation, RESERVATIONS_BY_PRODUCT);
  grantIndex(reconcile, tables.purchaseOrder, PURCHASE_ORDERS_BY_PRODUCT);
};
