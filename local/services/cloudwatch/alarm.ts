import { Unsupported } from '../../gateway/aws-error.ts';
import type { Properties } from '../../gateway/service.ts';
import type { Metric } from '../../meter.ts';
import { isCounted, metricText } from './counted-metrics.ts';
import type { Comparison, MissingData, StateValue, Threshold } from './evaluate.ts';
import { parseExpression } from './expression.ts';

export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum';

/** A metric under its statistic, or an expression over others. `period` in seconds. */
export type Query =
  | { id: string; metric: Metric; statistic: string; period: number }
  | { id: string; expression: string };

/** What is kept of an alarm. Times in milliseconds. */
export interface Alarm {
  name: string;
  arn: string;
  /** As CloudFormation gave them; what the API shows of the alarm's definition. */
  properties: Properties;
  actionsEnabled: boolean;
  state: StateValue;
  reason: string;
  stateUpdatedAt: number;
  updatedAt: number;
}

export interface AlarmRule extends Threshold {
  queries: Query[];
  /** Whose values are compared. */
  returned: string;
  /** In seconds. */
  period: number;
}

export const STATISTICS: Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];
const COMPARISONS: string[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] satisfies Comparison[];

type Given = Record<string, unknown>;
const list = (value: unknown): Given[] => (Array.isArray(value) ? (value as Given[]) : []);

export const metricOf = ({ Namespace, MetricName, Dimensions }: Given): Metric => ({
  namespace: String(Namespace),
  name: String(MetricName),
  dimensions: Object.fromEntries(list(Dimensions).map(({ Name, Value }) => [String(Name), String(Value)])),
});

/** A query as both alarms and GetMetricData give it. */
export const queryOf = ({ Id, Expression, MetricStat }: Given): Query => {
  if (Expression !== undefined) return { id: String(Id), expression: String(Expression) };
  const { Metric: metric, Stat, Period } = (MetricStat ?? {}) as Given;
  return {
    id: String(Id),
    metric: metricOf((metric ?? {}) as Given),
    statistic: String(Stat),
    period: Number(Period),
  };
};

export const ruleOf = (properties: Properties): AlarmRule => {
  const evaluationPeriods = Number(properties.EvaluationPeriods);
  const given = list(properties.Metrics);
  const queries: Query[] =
    given.length > 0
      ? given.map(queryOf)
      : [
          {
            id: 'm',
            metric: metricOf(properties),
            statistic: String(properties.Statistic ?? properties.ExtendedStatistic),
            period: Number(properties.Period),
          },
        ];
  const returned = given.find(({ ReturnData }) => String(ReturnData ?? true) === 'true');
  return {
    queries,
    returned: returned ? String(returned.Id) : 'm',
    period: Math.max(...queries.map((query) => ('metric' in query ? query.period : 0))),
    comparison: properties.ComparisonOperator as Comparison,
    threshold: Number(properties.Threshold),
    evaluationPeriods,
    datapointsToAlarm: Number(properties.DatapointsToAlarm ?? evaluationPeriods),
    missingData: (properties.TreatMissingData ?? 'missing') as MissingData,
  };
};

/** Why a query cannot be answered truthfully here; undefined when it can. */
export const obstacleOf = (query: Query): string | undefined => {
  if ('expression' in query)
    return parseExpression(query.expression) ? undefined : `the metric math ${query.expression}`;
  if (!isCounted(query.metric)) return `the metric ${metricText(query.metric)}`;
  if (!STATISTICS.some((statistic) => statistic === query.statistic)) return `the statistic ${query.statistic}`;
  if (!(query.period >= 60 && query.period % 60 === 0)) return `the period of ${query.period} s`;
  return undefined;
};

/** Why an alarm cannot be evaluated here: then it stays in INSUFFICIENT_DATA, and says so. */
export const alarmObstacle = (properties: Properties): string | undefined => {
  for (const name of ['ThresholdMetricId', 'Unit', 'EvaluateLowSampleCountPercentile'])
    if (properties[name] !== undefined) return `the property ${name}`;
  if (!COMPARISONS.includes(String(properties.ComparisonOperator)))
    return `the comparison ${properties.ComparisonOperator}`;
  const { queries } = ruleOf(properties);
  return queries.map(obstacleOf).find((obstacle) => obstacle !== undefined);
};

const ACTIONS: Record<StateValue, string> = {
  ALARM: 'AlarmActions',
  OK: 'OKActions',
  INSUFFICIENT_DATA: 'InsufficientDataActions',
};

export const actionsFor = ({ properties }: Alarm, state: StateValue): string[] =>
  ((properties[ACTIONS[state]] ?? []) as unknown[]).map(String);

/** Alarms tell topics here; on AWS they may also scale, reboot or open tickets. */
export const checkActions = (properties: Properties): void => {
  for (const name of Object.values(ACTIONS))
    for (const action of (properties[name] ?? []) as unknown[])
      if (!/^arn:[\w-]+:sns:/.test(String(action))) throw new Unsupported(`the alarm action ${action}`);
};
