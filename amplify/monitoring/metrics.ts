import { Duration, Fn } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { sumOf } from '../constructs/operator-alarm.ts';
import type { Workflow } from '../constructs/workflow.ts';

const period = Duration.minutes(1);
const count = { period, statistic: 'Sum' } as const;

/** Executions that ended in any way but well. */
export const failedExecutions = (label: string, { stateMachine }: Workflow): IMetric =>
  sumOf(label, [
    stateMachine.metricFailed(count),
    stateMachine.metricTimedOut(count),
    stateMachine.metricAborted(count),
  ]);

export const startedExecutions = (label: string, { stateMachine }: Workflow): IMetric =>
  stateMachine.metricStarted({ ...count, label });

export const errorsOf = (label: string, functions: IFunction[]): IMetric =>
  sumOf(
    label,
    functions.map((each) => each.metricErrors(count)),
  );

/** How far a stream's consumer is behind, in milliseconds. */
export const iteratorAge = (label: string, consumer: IFunction): IMetric =>
  consumer.metric('IteratorAge', { period, statistic: 'Maximum', label });

/** Of all functions of the account's region: they share one limit, and who is refused next is chance. */
export const throttledFunctions = (): IMetric =>
  new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...count, label: 'throttled invocations' });

const tableMetric = (table: ITable, metricName: string): IMetric =>
  new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: table.tableName }, ...count });

/** A write that an index cannot take is refused at its table, so the tables' own counts hold the indexes' too. */
export const throttledTables = (written: ITable[], read: ITable[]): IMetric =>
  sumOf('throttled requests', [
    ...written.map((table) => tableMetric(table, 'WriteThrottleEvents')),
    ...read.map((table) => tableMetric(table, 'ReadThrottleEvents')),
  ]);

/** Deliveries that reached neither their target nor a dead-letter queue. */
export const lostEvents = (root: IConstruct): IMetric =>
  sumOf(
    'lost deliveries',
    root.node.findAll().flatMap((found) => (found instanceof CfnRule ? [failures(found)] : [])),
  );

/** A rule of a custom bus is counted by bus and name; its ARN ends in `rule/<bus>/<name>`, of the default bus in `rule/<name>`. */
const failures = (rule: CfnRule): IMetric =>
  new Metric({
    namespace: 'AWS/Events',
    metricName: 'InvocationsFailedToBeSentToDlq',
    dimensionsMap: rule.eventBusName
      ? { EventBusName: rule.eventBusName, RuleName: Fn.select(2, Fn.split('/', rule.attrArn)) }
      : { RuleName: rule.ref },
    ...count,
  });

export const apiFailures = (apiId: string): IMetric =>
  new Metric({
    namespace: 'AWS/AppSync',
    metricName: '5XXError',
    dimensionsMap: { GraphQLAPIId: apiId },
    ...count,
    label: 'failed requests',
  });
