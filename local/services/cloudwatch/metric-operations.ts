import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { Metric } from '../../meter.ts';
import { metricOf, obstacleOf, type Query, queryOf, STATISTICS, type Statistic } from './alarm.ts';
import { metricText } from './counted-metrics.ts';
import { instantOf, listOf } from './input.ts';
import { datapoints, periodsBetween, STATISTIC, seriesOf } from './series.ts';

type Input = Record<string, unknown>;

const refuseUncounted = (queries: Query[]): void => {
  for (const query of queries) {
    const obstacle = obstacleOf(query);
    if (obstacle) throw new Unsupported(`${obstacle} of CloudWatch`);
  }
};

/** Whole periods within the range that was asked for. */
const rangeOf = ({ StartTime, EndTime }: Input, period: number): number[] => {
  const [from, until] = [instantOf(StartTime, 'StartTime'), instantOf(EndTime, 'EndTime')];
  if (from >= until) throw new AwsError('ValidationError', 'The parameter StartTime must be less than EndTime.');
  const length = period * 1000;
  return periodsBetween(Math.floor(from / length) * length, Math.ceil(until / length) * length, period);
};

const shown = ({ namespace, name, dimensions }: Metric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

export const metricOperations = ({ meter }: House): Record<string, Operation> => ({
  ListMetrics: ({ Namespace, MetricName }: Input) => ({
    Metrics: meter
      .metrics()
      .filter(
        ({ namespace, name }) =>
          [undefined, namespace].includes(Namespace as string | undefined) &&
          [undefined, name].includes(MetricName as string | undefined),
      )
      .map(shown),
  }),

  GetMetricStatistics(input: Input) {
    const metric = metricOf({ ...input, Dimensions: listOf(input.Dimensions) });
    const period = Number(input.Period);
    const statistics = listOf(input.Statistics).map(String);
    refuseUncounted(statistics.map((statistic) => ({ id: 'm', metric, statistic, period })));
    const points = datapoints(meter, metric, rangeOf(input, period), period);
    return {
      Label: metric.name,
      Datapoints: [...points].map(([start, point]) => ({
        Timestamp: new Date(start),
        ...Object.fromEntries(
          STATISTICS.filter((name) => statistics.includes(name)).map((name: Statistic) => [
            name,
            STATISTIC[name](point),
          ]),
        ),
        Unit: 'None',
      })),
    };
  },

  GetMetricData(input: Input) {
    const given = listOf(input.MetricDataQueries) as Input[];
    const queries = given.map(queryOf);
    refuseUncounted(queries);
    const period = Math.max(...queries.map((query) => ('metric' in query ? query.period : 0)));
    const periods = rangeOf(input, period);
    const results = given
      .filter(({ ReturnData }) => String(ReturnData ?? true) === 'true')
      .map(({ Id, Label }) => {
        const points = [...seriesOf(meter, queries, String(Id), periods, period)].sort(([a], [b]) => a - b);
        if (input.ScanBy !== 'TimestampAscending') points.reverse();
        const query = queries.find(({ id }) => id === Id);
        return {
          Id,
          Label: Label ?? (query && 'metric' in query ? metricText(query.metric) : Id),
          Timestamps: points.map(([start]) => new Date(start)),
          Values: points.map(([, value]) => value),
          StatusCode: 'Complete',
        };
      });
    return { MetricDataResults: results, Messages: [] };
  },
});
