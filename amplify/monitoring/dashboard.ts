import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RUNBOOK } from '../constructs/operator-alarm.ts';
import type { Monitored } from './alarms.ts';
import {
  apiFailures,
  errorsOf,
  failedExecutions,
  iteratorAge,
  startedExecutions,
  throttledFunctions,
  throttledTables,
} from './metrics.ts';

const graph = (title: string, ...left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 12, height: 6 });

const graphs = ({ orders, workflows, consumers, answering, unattended, tables, apiId }: Monitored): IWidget[][] => {
  const { reserveStock, createPurchaseOrder, checkInventoryLevel } = workflows;
  const minute = { period: Duration.minutes(1), statistic: 'Maximum' };
  const { queue, deadLetters } = orders;
  return [
    [
      graph(
        'Orders that wait, and orders that failed',
        queue.metricApproximateNumberOfMessagesVisible({ ...minute, label: 'waiting' }),
        deadLetters.queue.metricApproximateNumberOfMessagesVisible({ ...minute, label: 'failed' }),
      ),
      graph('Age of the oldest order (s)', queue.metricApproximateAgeOfOldestMessage({ ...minute, label: 'oldest' })),
    ],
    [
      graph(
        'Executions started',
        startedExecutions('reserve-stock', reserveStock),
        startedExecutions('create-purchase-order', createPurchaseOrder),
        startedExecutions('check-inventory-level', checkInventoryLevel),
      ),
      graph(
        'Executions failed, timed out or aborted',
        failedExecutions('reserve-stock', reserveStock),
        failedExecutions('create-purchase-order', createPurchaseOrder),
        failedExecutions('check-inventory-level', checkInventoryLevel),
      ),
    ],
    [
      graph(
        'Streams: how far their consumers are behind (ms)',
        iteratorAge('check-inventory-level', consumers.pollStockChanges),
        iteratorAge('publish-changes', consumers.publishChanges),
      ),
      graph(
        'Errors of functions',
        ...Object.entries(answering).map(([area, functions]) => errorsOf(`${area} operations`, functions)),
        errorsOf('by the clock', unattended),
      ),
    ],
    [
      graph(
        'Refused for being too many',
        throttledFunctions(),
        throttledTables([tables.stockLevel, tables.reservation, tables.stockMovement], [tables.stockLevel]),
      ),
      graph('The API: server errors', apiFailures(apiId)),
    ],
  ];
};

/** First what rings, then the flow from the order to the screen. */
export const addDashboard = (scope: Construct, monitored: Monitored): Dashboard => {
  const alarms = monitored.root.node.findAll().filter((found) => found instanceof Alarm);
  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.hours(3),
    widgets: [
      [new TextWidget({ markdown: `What each alarm means, and what to do: \`${RUNBOOK}\``, width: 24, height: 1 })],
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 5 })],
      ...graphs(monitored),
    ],
  });
};
