import type { Context, Functions } from '../../constructs/context.ts';
import { grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { adjustStock } from '../../functions/adjust-stock/resource.ts';
import { reconcileStock } from '../../functions/reconcile-stock/resource.ts';
import {
  PURCHASE_ORDERS_BY_PRODUCT,
  RESERVATIONS_BY_PRODUCT,
  STOCK_LEVELS_BY_LOCATION,
} from '../../tables/index-names.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const stockOperations = { adjustStock, reconcileStock };
type Operations = Functions<typeof stockOperations>;

export const wireStockOperations = (backend: Operations & WithUserPool, context: Context): void => {
  for (const operation of [backend.adjustStock, backend.reconcileStock]) letKnowCaller(operation, backend);
  wireAdjustment(backend, context);
  wireReconciliation(backend, context);
};

const wireAdjustment = ({ adjustStock: adjust }: Operations, { tables }: Context): void => {
  setEnvironment(adjust, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    ADJUSTMENT_TABLE: tables.adjustment.tableName,
  });
  grantTable(adjust, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(adjust, tables.stockMovement, 'PutItem');
  grantTable(adjust, tables.adjustment, 'GetItem', 'PutItem');
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
