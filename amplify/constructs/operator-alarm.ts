import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Where an operator reads on; a test holds the alarms and its sections together. */
export const RUNBOOK = 'docs/runbook.md';

type OperatorAlarmProps = {
  metric: IMetric;
  /** It rings from this value on. */
  threshold: number;
  /** So many minutes of the last five must be that bad; 1 means at once. */
  minutes?: 1 | 3 | 5;
  /** What it means, in one sentence for somebody who has just been woken. */
  means: string;
  /** The section of the runbook, by its anchor. */
  section: string;
};

/** An alarm that somebody can act on: it says what it means and where to read what to do. */
export class OperatorAlarm extends Alarm {
  constructor(scope: Construct, id: string, { metric, threshold, minutes = 1, means, section }: OperatorAlarmProps) {
    super(scope, id, {
      metric,
      threshold,
      evaluationPeriods: minutes === 1 ? 1 : 5,
      datapointsToAlarm: minutes,
      alarmDescription: `${means} What to do: ${RUNBOOK}#${section}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // What counts mishaps says nothing while there are none.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/**
 * Several counts as one, so that one alarm rings for all of them (each is paid for like an alarm). A count that says
 * nothing in a minute must not silence the others; and alarms on DynamoDB's counts ignore what is missing unless filled:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const sumOf = (label: string, metrics: IMetric[]): MathExpression => {
  if (metrics.length > 10) throw new Error(`${label}: an alarm takes at most ten metrics, not ${metrics.length}.`);
  // Ids must differ between the expressions of one graph.
  const name = label.toLowerCase().replaceAll(/[^a-z]/g, '');
  return new MathExpression({
    label,
    period: Duration.minutes(1),
    expression: metrics.map((_, at) => `FILL(${name}${at},0)`).join('+'),
    usingMetrics: Object.fromEntries(metrics.map((metric, at) => [`${name}${at}`, metric])),
  });
};
