import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Context, Functions, Settings } from '../../constructs/context.ts';
import { DeadLetterQueue } from '../../constructs/dead-letter-queue.ts';
import { grantActions, grantTable, type StepFunction, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import { Workflow } from '../../constructs/workflow.ts';

const shared = { stack: 'reserve-stock' } as const;
export const reserveStockFunctions = {
  pollOrders: defineNodeFunction({
    ...shared,
    name: 'reserve-stock-poller',
    folder: new URL('./poller/', import.meta.url),
    timeoutSeconds: 30,
  }),
  reserveStock: defineNodeFunction({
    ...shared,
    name: 'reserve-stock',
    folder: new URL('./reserve-stock/', import.meta.url),
    timeoutSeconds: 15,
  }),
  reserveOrder: defineNodeFunction({
    ...shared,
    name: 'reserve-order',
    folder: new URL('./reserve-order/', import.meta.url),
    timeoutSeconds: 15,
  }),
  recordRejections: defineNodeFunction({
    ...shared,
    name: 'record-rejections',
    folder: new URL('./record-rejections/', import.meta.url),
    timeoutSeconds: 10,
  }),
};

/** Contention on a hot product wastes attempts beyond this many batches at once. */
const MAX_CONCURRENT_BATCHES = 10;
/**
 * AWS demands a window of at least a second for batches over ten. Where more than 500 come in a second, ten or so are of the same
 * product even of a hundred products, and one transaction does for them; more of them would not fit into one execution's input.
 */
const PROFILES: Record<Settings['batchProfile'], { batchSize: number; maxBatchingWindow?: Duration }> = {
  small: { batchSize: 10 },
  large: { batchSize: 500, maxBatchingWindow: Duration.seconds(1) },
};

type Wired = Context & { raiseAlert: StepFunction };

const wireSteps = (functions: Functions<typeof reserveStockFunctions>, { tables }: Context): void => {
  const { reserveStock, reserveOrder, recordRejections } = functions;
  for (const step of [reserveStock, reserveOrder]) {
    setEnvironment(step, {
      STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
      STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
      RESERVATION_TABLE: tables.reservation.tableName,
      CANCELLED_ORDER_TABLE: tables.cancelledOrder.tableName,
      PRODUCT_TABLE: tables.product.tableName,
    });
    grantTable(step, tables.cancelledOrder, 'ConditionCheckItem');
    grantTable(step, tables.stockMovement, 'PutItem');
    grantTable(step, tables.reservation, 'PutItem', 'UpdateItem');
  }
  grantTable(reserveStock, tables.product, 'GetItem');
  grantTable(reserveStock, tables.stockLevel, 'UpdateItem');
  grantTable(reserveOrder, tables.product, 'BatchGetItem');
  grantTable(reserveOrder, tables.stockLevel, 'BatchGetItem', 'UpdateItem');
  setEnvironment(recordRejections, { RESERVATION_TABLE: tables.reservation.tableName });
  grantTable(recordRejections, tables.reservation, 'PutItem', 'UpdateItem');
};

/** Orders from the bus by a queue into the workflow: nothing leaves the queue before its outcome is kept and told. */
export const addReserveStock = (
  functions: Functions<typeof reserveStockFunctions>,
  context: Wired,
): { workflow: Workflow; orders: WorkQueue } => {
  const { tables, bus, settings, raiseAlert } = context;
  const poller = functions.pollOrders;
  const stack = Stack.of(poller.resources.lambda);
  wireSteps(functions, context);
  const workflow = new Workflow(stack, 'ReserveStock', {
    folder: new URL('./', import.meta.url),
    type: StateMachineType.EXPRESS,
    steps: {
      ReserveStock: functions.reserveStock.resources.lambda,
      ReserveOrder: functions.reserveOrder.resources.lambda,
      RecordRejections: functions.recordRejections.resources.lambda,
      RaiseAlert: raiseAlert.resources.lambda,
    },
    substitutions: {
      StockLevelTable: tables.stockLevel.tableName,
      ProductTable: tables.product.tableName,
      EventBusName: bus.eventBusName,
    },
  });
  workflow.grant(['dynamodb:GetItem'], [tables.stockLevel.tableArn, tables.product.tableArn]);
  workflow.grant(['events:PutEvents'], [bus.eventBusArn]);
  setEnvironment(poller, { STATE_MACHINE_ARN: workflow.arn });
  workflow.grantStartSync(poller.resources.lambda);

  const orders = new WorkQueue(stack, 'Orders', {
    visibilityTimeout: Duration.seconds(90),
    maxReceiveCount: 5,
    deadLetters: { holds: 'Orders that failed five times', section: 'orders-that-failed' },
  });
  setEnvironment(poller, { ORDER_QUEUE_URL: orders.queue.queueUrl });
  grantActions(poller, ['sqs:ChangeMessageVisibility'], [orders.queue.queueArn]);
  const undelivered = new DeadLetterQueue(stack, 'UndeliveredOrders', {
    holds: 'Orders that the bus could not put into the orders queue',
    section: 'orders-that-did-not-reach-the-queue',
  });
  new Rule(stack, 'NewOrderReceived', {
    eventBus: bus,
    eventPattern: { source: ['com.orders'], detailType: ['new-order-received'] },
    targets: [new SqsQueue(orders.queue, { deadLetterQueue: undelivered.queue })],
  });
  orders.feed(poller, {
    ...PROFILES[settings.batchProfile],
    maxConcurrency: MAX_CONCURRENT_BATCHES,
    reportBatchItemFailures: true,
  });
  return { workflow, orders };
};
