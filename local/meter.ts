import type { Clock } from './clock.ts';

/** What a metric's name stands under, as CloudWatch has it: `{ QueueName: 'orders' }`. */
export type Dimensions = Record<string, string>;

export interface Metric {
  namespace: string;
  name: string;
  dimensions: Dimensions;
}

/** What was measured within a minute. */
export interface Datapoint {
  sum: number;
  count: number;
  min: number;
  max: number;
}

type Read = () => Iterable<{ dimensions: Dimensions; value: number }>;

export const MINUTE = 60_000;
/** How long a datapoint is kept: the widest range an alarm here may look at, and what a graph shows. */
const KEPT_MINUTES = 24 * 60;

/**
 * What services count for CloudWatch, by the minute, in memory: a counter costs a lookup and an addition where it
 * counts, a gauge nothing until somebody samples it.
 */
export class Meter {
  #clock: Clock;
  #metrics = new Map<string, { metric: Metric; minutes: Map<number, Datapoint> }>();
  #gauges: { namespace: string; name: string; read: Read }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a measurement to the present minute. */
  record(namespace: string, name: string, dimensions: Dimensions, value = 1): void {
    this.#add({ namespace, name, dimensions }, minuteOf(this.#clock.now()), value);
  }

  /** Names what can be read off at any time, of each thing there is. */
  gauge(namespace: string, name: string, read: Read): void {
    this.#gauges.push({ namespace, name, read });
  }

  /** Reads every gauge into the minute that begins then. */
  sample(minute: number): void {
    for (const { namespace, name, read } of this.#gauges) {
      for (const { dimensions, value } of read()) this.#add({ namespace, name, dimensions }, minute, value);
    }
  }

  /** The minutes from `from` until before `until` in which something was measured, by their beginnings in milliseconds. */
  points(metric: Metric, from: number, until: number): [number, Datapoint][] {
    const minutes = this.#metrics.get(keyOf(metric))?.minutes;
    const points: [number, Datapoint][] = [];
    if (!minutes) return points;
    // Alarms ask for some minutes of a day's, again and again: only those are looked up.
    const [oldest = until] = minutes.keys();
    const end = Math.min(until, this.#clock.now() + 1);
    for (let minute = Math.max(oldest, Math.ceil(from / MINUTE) * MINUTE); minute < end; minute += MINUTE) {
      const point = minutes.get(minute);
      if (point) points.push([minute, point]);
    }
    return points;
  }

  /** Every metric that has been measured lately. */
  metrics(): Metric[] {
    return [...this.#metrics.values()].map(({ metric }) => metric);
  }

  #add(metric: Metric, minute: number, value: number): void {
    const key = keyOf(metric);
    let known = this.#metrics.get(key);
    if (!known) {
      known = { metric, minutes: new Map() };
      this.#metrics.set(key, known);
    }
    const { minutes } = known;
    const point = minutes.get(minute);
    if (point) {
      point.sum += value;
      point.count += 1;
      point.min = Math.min(point.min, value);
      point.max = Math.max(point.max, value);
      return;
    }
    minutes.set(minute, { sum: value, count: 1, min: value, max: value });
    // Minutes are added in order, so the first are the oldest.
    for (const old of minutes.keys()) {
      if (old > minute - KEPT_MINUTES * MINUTE) break;
      minutes.delete(old);
    }
  }
}

export const minuteOf = (instant: number): number => Math.floor(instant / MINUTE) * MINUTE;

const keyOf = ({ namespace, name, dimensions }: Metric): string => {
  const names = Object.keys(dimensions);
  const key = `${namespace}|${name}`;
  if (names.length === 0) return key;
  return names.sort().reduce((text, dimension) => `${text}|${dimension}=${dimensions[dimension]}`, key);
};
