import type { OrderRate } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import type { RateWindow } from './queries.ts';

const MINUTE = 60_000;

/** How far back a chart reaches, and how many minutes one bar of it covers. */
export const RATE_RANGES = {
  '1h': { label: 'Last hour', minutes: 60, bucket: 1 },
  '6h': { label: 'Last 6 hours', minutes: 360, bucket: 10 },
  '24h': { label: 'Last 24 hours', minutes: 1440, bucket: 30 },
} as const;
export type RateRange = keyof typeof RATE_RANGES;
export const RATE_RANGE_KEYS = Object.keys(RATE_RANGES) as RateRange[];

/** `at` is the bucket's start, in epoch milliseconds. */
export type RateBucket = { at: number; reserved: number; unavailable: number; rejected: number };

const startOf = (rate: OrderRate) => Date.parse(`${rate.day}T${rate.minute}:00Z`);
const floorTo = (at: number, minutes: number) => Math.floor(at / (minutes * MINUTE)) * minutes * MINUTE;

/** The stretches of UTC days that hold the last `minutes` before `now`: the counters are kept by day. */
export function windowsOf(now: number, minutes: number): RateWindow[] {
  const start = new Date(now - minutes * MINUTE).toISOString();
  const today = new Date(now).toISOString().slice(0, 10);
  const first = { day: start.slice(0, 10), from: start.slice(11, 16) };
  return first.day === today ? [first] : [first, { day: today, from: '00:00' }];
}

/** The counters of the range in equal buckets, oldest first, empty ones included: a gap is a fact too. */
export function bucketRates(rates: readonly OrderRate[], range: RateRange, now: number): RateBucket[] {
  const { minutes, bucket } = RATE_RANGES[range];
  const last = floorTo(now, bucket);
  const first = floorTo(now - minutes * MINUTE, bucket) + bucket * MINUTE;
  const buckets = new Map<number, RateBucket>();
  for (let at = first; at <= last; at += bucket * MINUTE) {
    buckets.set(at, { at, reserved: 0, unavailable: 0, rejected: 0 });
  }
  for (const rate of rates) {
    const into = buckets.get(floorTo(startOf(rate), bucket));
    if (!into) continue;
    into.reserved += rate.reserved;
    into.unavailable += rate.unavailable;
    into.rejected += rate.rejected;
  }
  return [...buckets.values()];
}

export function totalOf(buckets: readonly RateBucket[]): Omit<RateBucket, 'at'> {
  const total = { reserved: 0, unavailable: 0, rejected: 0 };
  for (const { reserved, unavailable, rejected } of buckets) {
    total.reserved += reserved;
    total.unavailable += unavailable;
    total.rejected += rejected;
  }
  return total;
}

/** The chart in one sentence. */
export function describeRates(buckets: readonly RateBucket[], range: RateRange): string {
  const { reserved, unavailable, rejected } = totalOf(buckets);
  const label = RATE_RANGES[range].label;
  if (reserved + unavailable + rejected === 0) return `${label}: no orders.`;
  const parts = [`${formatNumber(reserved)} reserved`, `${formatNumber(unavailable)} unavailable`];
  if (rejected > 0) parts.push(`${formatNumber(rejected)} rejected`);
  return `${label}: ${parts.join(', ')}.`;
}
