const number = new Intl.NumberFormat(undefined);
const dateTime = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const minute = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

export const formatNumber = (value: number) => number.format(value);

/** With a sign, and a true minus: for changes of a balance. */
export function formatDelta(value: number): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${number.format(Math.abs(value))}`;
}

export const formatDateTime = (at: string | number) => dateTime.format(new Date(at));

/** To the minute: where seconds would be noise. */
export const formatMinute = (at: string | number) => minute.format(new Date(at));

const DAY_MS = 86_400_000;

/** A tick of a time axis: as much of the time as tells it from its neighbours. `span` is the axis in milliseconds. */
export function formatTick(at: number, span: number): string {
  if (span <= DAY_MS) return formatClock(at);
  return span <= 3 * DAY_MS ? formatMinute(at) : day.format(at);
}

export const formatDay = (at: string | number) => day.format(new Date(at));

export const formatClock = (at: string | number) => clock.format(new Date(at));

/** `amount` is in the currency's minor unit, of which some have a hundred, some none and some a thousand. */
export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** "in 23 hr.", "12 sec. ago": the largest unit that fits, rounded toward zero so a deadline never seems later than it is. */
export function formatRelative(at: string | number, now: number): string {
  const distance = new Date(at).getTime() - now;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ['second', 1000];
  return relative.format(Math.trunc(distance / size), unit);
}

/** "12 ms", "3.4 sec", "2 hr": the largest unit that fits. `span` is in milliseconds. */
export function formatDuration(span: number): string {
  const [unit, size] = STEPS.find(([, step]) => span >= step) ?? ['millisecond', 1];
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(undefined, format).format(span / size);
}
