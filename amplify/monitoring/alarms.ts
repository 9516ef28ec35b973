import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { Tables } from '../constructs/context.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Workflow } from '../constructs/workflow.ts';
import {
  apiFailures,
  errorsOf,
  failedExecutions,
  iteratorAge,
  lostEvents,
  throttledFunctions,
  throttledTables,
} from './metrics.ts';

export type Monitored = {
  root: IConstruct;
  apiId: string;
  tables: Tables;
  orders: WorkQueue;
  workflows: { reserveStock: Workflow; createPurchaseOrder: Workflow; checkInventoryLevel: Workflow };
  /** Consumers of streams. */
  consumers: { pollStockChanges: IFunction; publishChanges: IFunction };
  /** Behind the API's fields, by what they are about: a person sees each failure. */
  answering: { orders: IFunction[]; stock: IFunction[]; purchasing: IFunction[]; settings: IFunction[] };
  /** Started by the clock: nobody sees a failure. */
  unattended: IFunction[];
};

/** An order that is older waits not because there are many: nothing takes it. */
const OLDEST_ORDER_SECONDS = 300;
const OLDEST_RECORD_MILLISECONDS = 60_000;
/** More than people mistype in a minute: a refused input counts as an error of its function. */
const ERRORS_BEHIND_THE_API = 10;

const addWorkflowAlarms = (scope: Construct, { workflows }: Monitored): void => {
  new OperatorAlarm(scope, 'ReservationsFail', {
    metric: failedExecutions('reserve-stock', workflows.reserveStock),
    threshold: 1,
    minutes: 3,
    means: 'Runs of reserve-stock fail again and again; their orders come again, five times at most.',
    section: 'reservations-fail',
  });
  new OperatorAlarm(scope, 'PurchaseOrdersFail', {
    metric: failedExecutions('create-purchase-order', workflows.createPurchaseOrder),
    threshold: 1,
    means: 'A purchase order has lost the workflow that waits for its decision.',
    section: 'purchase-orders-fail',
  });
  new OperatorAlarm(scope, 'StockChecksFail', {
    metric: failedExecutions('check-inventory-level', workflows.checkInventoryLevel),
    threshold: 1,
    minutes: 3,
    means: 'Runs of check-inventory-level fail again and again: low stock is noticed late.',
    section: 'stock-checks-fail',
  });
};

const addDelayAlarms = (scope: Construct, { orders, consumers, root }: Monitored): void => {
  const oldest = { period: Duration.minutes(1), statistic: 'Maximum' };
  new OperatorAlarm(scope, 'OrdersWait', {
    metric: orders.queue.metricApproximateAgeOfOldestMessage(oldest),
    threshold: OLDEST_ORDER_SECONDS,
    minutes: 3,
    means: 'The oldest order has waited for more than five minutes to be reserved.',
    section: 'orders-wait',
  });
  new OperatorAlarm(scope, 'StockChangesLag', {
    metric: iteratorAge('check-inventory-level', consumers.pollStockChanges),
    threshold: OLDEST_RECORD_MILLISECONDS,
    minutes: 3,
    means: 'Changes of stock are looked at more than a minute late: alerts and purchase orders come late.',
    section: 'stock-changes-lag',
  });
  new OperatorAlarm(scope, 'LiveChangesLag', {
    metric: iteratorAge('publish-changes', consumers.publishChanges),
    threshold: OLDEST_RECORD_MILLISECONDS,
    minutes: 3,
    means: 'Dashboards show numbers that are more than a minute old; the books are right.',
    section: 'live-changes-lag',
  });
  new OperatorAlarm(scope, 'EventsLost', {
    metric: lostEvents(root),
    threshold: 1,
    means: 'An event reached neither its target nor a dead-letter queue.',
    section: 'events-lost',
  });
};

const addFunctionAlarms = (scope: Construct, { answering, unattended }: Monitored): void => {
  const operations = {
    ...{ Order: answering.orders, Stock: answering.stock },
    ...{ Purchasing: answering.purchasing, Settings: answering.settings },
  };
  for (const [area, functions] of Object.entries(operations)) {
    new OperatorAlarm(scope, `${area}OperationsFail`, {
      metric: errorsOf(`${area} operations`, functions),
      threshold: ERRORS_BEHIND_THE_API,
      minutes: 3,
      means: 'What people do on the dashboard fails, more often than wrong input explains.',
      section: 'operations-fail',
    });
  }
  new OperatorAlarm(scope, 'UnattendedFail', {
    metric: errorsOf('by the clock', unattended),
    threshold: 1,
    means: 'A sweep or the order generator failed, and nobody else notices.',
    section: 'unattended-functions-fail',
  });
  new OperatorAlarm(scope, 'FunctionsThrottled', {
    metric: throttledFunctions(),
    threshold: 1,
    minutes: 3,
    means: 'Functions are refused because the region is at its limit of concurrent executions.',
    section: 'functions-throttled',
  });
};

const addStoreAlarms = (scope: Construct, { tables, apiId }: Monitored): void => {
  new OperatorAlarm(scope, 'TablesThrottled', {
    metric: throttledTables([tables.stockLevel, tables.reservation, tables.stockMovement], [tables.stockLevel]),
    threshold: 1,
    minutes: 3,
    means: 'A table refuses requests: a product or an index takes more than a partition can.',
    section: 'tables-throttled',
  });
  new OperatorAlarm(scope, 'ApiFails', {
    metric: apiFailures(apiId),
    threshold: 1,
    minutes: 3,
    means: 'The API answers with server errors: dashboards cannot read or write.',
    section: 'the-api-fails',
  });
};

/** What rings beside the dead-letter queues. Few: each is one that somebody must do something about. */
export const addAlarms = (scope: Construct, monitored: Monitored): void => {
  addWorkflowAlarms(scope, monitored);
  addDelayAlarms(scope, monitored);
  addFunctionAlarms(scope, monitored);
  addStoreAlarms(scope, monitored);
};
