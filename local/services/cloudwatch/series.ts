import type { Datapoint, Meter } from '../../meter.ts';
import type { Query, Statistic } from './alarm.ts';
import { evaluateExpression, parseExpression, type Series } from './expression.ts';

export const STATISTIC: Record<Statistic, (point: Datapoint) => number> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/** The beginnings of the periods between two instants, of which the last ends at `until`; `period` in seconds. */
export const periodsBetween = (from: number, until: number, period: number): number[] => {
  const count = Math.max(0, Math.ceil((until - from) / (period * 1000)));
  return Array.from({ length: count }, (_, at) => until - (count - at) * period * 1000);
};

const join = (one: Datapoint | undefined, other: Datapoint): Datapoint =>
  one
    ? {
        sum: one.sum + other.sum,
        count: one.count + other.count,
        min: Math.min(one.min, other.min),
        max: Math.max(one.max, other.max),
      }
    : other;

/** What was measured in each period that has something. */
export const datapoints = (
  meter: Meter,
  metric: Parameters<Meter['points']>[0],
  periods: number[],
  period: number,
): Map<number, Datapoint> => {
  const [first, last] = [periods[0], periods.at(-1)];
  const result = new Map<number, Datapoint>();
  if (first === undefined || last === undefined) return result;
  const length = period * 1000;
  for (const [minute, point] of meter.points(metric, first, last + length)) {
    const start = first + Math.floor((minute - first) / length) * length;
    result.set(start, join(result.get(start), point));
  }
  return result;
};

/** The values of one of several queries, which may name the others. Every obstacle was looked for before. */
export const seriesOf = (meter: Meter, queries: Query[], id: string, periods: number[], period: number): Series => {
  const query = queries.find((each) => each.id === id);
  if (!query) return new Map();
  if ('expression' in query) {
    const terms = parseExpression(query.expression) ?? [];
    const known = new Map(terms.map((term) => [term.id, seriesOf(meter, queries, term.id, periods, period)]));
    return evaluateExpression(terms, (name) => known.get(name) ?? new Map(), periods);
  }
  const read = STATISTIC[query.statistic as Statistic];
  const points = datapoints(meter, query.metric, periods, period);
  return new Map([...points].map(([start, point]) => [start, read(point)]));
};
