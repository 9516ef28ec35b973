import type { Context } from '../../../constructs/context.ts';
import { grantActions, grantTable, type StepFunction, setEnvironment } from '../../../constructs/grants.ts';

/** What it takes to receive: the same for the workflow's step and for people's mutation. */
export const grantReceiving = (step: StepFunction, { tables, bus }: Pick<Context, 'tables' | 'bus'>): void => {
  setEnvironment(step, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RECEIPT_TABLE: tables.receipt.tableName,
    ORDER_BUS_NAME: bus.eventBusName,
  });
  grantTable(step, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  grantTable(step, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(step, tables.stockMovement, 'PutItem');
  grantTable(step, tables.receipt, 'GetItem', 'PutItem', 'UpdateItem');
  grantActions(step, ['events:PutEvents'], [bus.eventBusArn]);
};
