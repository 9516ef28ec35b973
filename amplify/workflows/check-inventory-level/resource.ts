import { Stack } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Context, Functions } from '../../constructs/context.ts';
import { EveryFiveMinutes } from '../../constructs/every-five-minutes.ts';
import { grantActions, grantIndex, grantTable, type StepFunction, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';
import { TableStream } from '../../constructs/table-stream.ts';
import { Workflow } from '../../constructs/workflow.ts';
import { RESERVATIONS_WAITING } from '../../tables/index-names.ts';

const shared = { stack: 'check-inventory-level' } as const;
export const checkInventoryLevelFunctions = {
  pollStockChanges: defineNodeFunction({
    ...shared,
    name: 'check-inventory-level-poller',
    folder: new URL('./poller/', import.meta.url),
    timeoutSeconds: 60,
  }),
  resolveAlerts: defineNodeFunction({
    ...shared,
    name: 'resolve-alerts',
    folder: new URL('./resolve-alerts/', import.meta.url),
    timeoutSeconds: 10,
  }),
  serveBackorders: defineNodeFunction({
    ...shared,
    name: 'serve-backorders',
    folder: new URL('./serve-backorders/', import.meta.url),
    timeoutSeconds: 20,
  }),
  sweepStockLevels: defineNodeFunction({
    ...shared,
    name: 'sweep-stock-levels',
    folder: new URL('./sweep-stock-levels/', import.meta.url),
    timeoutSeconds: 240,
  }),
};

const wireBackorders = (serve: StepFunction, { tables, bus }: Context): void => {
  setEnvironment(serve, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    CANCELLED_ORDER_TABLE: tables.cancelledOrder.tableName,
    PRODUCT_TABLE: tables.product.tableName,
    ORDER_BUS_NAME: bus.eventBusName,
  });
  grantIndex(serve, tables.reservation, RESERVATIONS_WAITING);
  grantTable(serve, tables.reservation, 'GetItem', 'Query', 'UpdateItem');
  grantTable(serve, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(serve, tables.stockMovement, 'PutItem');
  grantTable(serve, tables.product, 'GetItem');
  grantTable(serve, tables.cancelledOrder, 'ConditionCheckItem');
  grantActions(serve, ['events:PutEvents'], [bus.eventBusArn]);
};

/** Changes of stock from the table's stream into the workflow, and a sweep for what a lost record would leave low. */
export const addCheckInventoryLevel = (
  functions: Functions<typeof checkInventoryLevelFunctions>,
  context: Context & { raiseAlert: StepFunction },
): Workflow => {
  const { tables, bus, raiseAlert } = context;
  const { pollStockChanges, resolveAlerts, serveBackorders, sweepStockLevels } = functions;
  wireBackorders(serveBackorders, context);
  const stack = Stack.of(pollStockChanges.resources.lambda);
  setEnvironment(resolveAlerts, {
    ALERT_TABLE: tables.alert.tableName,
    OPEN_ALERT_TABLE: tables.openAlert.tableName,
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
  });
  grantTable(resolveAlerts, tables.stockLevel, 'ConditionCheckItem');
  grantTable(resolveAlerts, tables.alert, 'UpdateItem');
  grantTable(resolveAlerts, tables.openAlert, 'GetItem', 'DeleteItem');

  const workflow = new Workflow(stack, 'CheckInventoryLevel', {
    folder: new URL('./', import.meta.url),
    type: StateMachineType.EXPRESS,
    steps: {
      RaiseAlert: raiseAlert.resources.lambda,
      ResolveAlerts: resolveAlerts.resources.lambda,
      ServeBackorders: serveBackorders.resources.lambda,
    },
    substitutions: {
      StockLevelTable: tables.stockLevel.tableName,
      ProductTable: tables.product.tableName,
      EventBusName: bus.eventBusName,
    },
  });
  workflow.grant(['dynamodb:GetItem'], [tables.stockLevel.tableArn, tables.product.tableArn]);
  workflow.grant(['dynamodb:UpdateItem'], [tables.stockLevel.tableArn]);
  workflow.grant(['events:PutEvents'], [bus.eventBusArn]);
  for (const starter of [pollStockChanges, sweepStockLevels]) {
    setEnvironment(starter, { STATE_MACHINE_ARN: workflow.arn });
    workflow.grantStartSync(starter.resources.lambda);
  }
  new TableStream(stack, 'StockChanges', {
    consumer: pollStockChanges,
    tables: [tables.stockLevel],
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
  });
  setEnvironment(sweepStockLevels, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
  });
  grantTable(sweepStockLevels, tables.stockLevel, 'Scan');
  grantIndex(sweepStockLevels, tables.reservation, RESERVATIONS_WAITING, 'Scan');
  new EveryFiveMinutes(stack, 'SweepStockLevels', sweepStockLevels);
  return workflow;
};
