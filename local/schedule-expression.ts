/**
 * When a schedule is due: `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)`, `at(2026-01-05T09:00:00)`.
 * Knows no service; EventBridge rules and EventBridge Scheduler both use it.
 */
import { type Cron, InvalidExpression, nextCron, parseCron } from './cron-expression.ts';
import { instantOf } from './time-zone.ts';

export type ScheduleExpression =
  | { kind: 'rate'; milliseconds: number; text: string }
  | { kind: 'cron'; cron: Cron }
  | { kind: 'at'; local: number };

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Throws InvalidExpression. With `strictPlural`, as rules have it, `rate(1 minutes)` and `rate(5 minute)` are refused. */
export function parseScheduleExpression(text: string, { strictPlural = false } = {}): ScheduleExpression {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'rate':
      return parseRate(inner, text, strictPlural);
    case 'cron':
      return { kind: 'cron', cron: parseCron(inner) };
    case 'at':
      return { kind: 'at', local: parseLocal(inner) };
    default:
      throw new InvalidExpression(text);
  }
}

function parseRate(inner: string, text: string, strictPlural: boolean): ScheduleExpression {
  const [, digits = '', unit = '', plural = ''] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const value = Number(digits);
  const size = units[unit];
  if (!size || value < 1 || !Number.isSafeInteger(value)) throw new InvalidExpression(text);
  if (strictPlural && (value === 1) !== (plural === '')) throw new InvalidExpression(text);
  return { kind: 'rate', milliseconds: value * size, text };
}

function parseLocal(inner: string): number {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner) ? Date.parse(`${inner}Z`) : Number.NaN;
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== inner)
    throw new InvalidExpression(`at(${inner})`);
  return local;
}

/**
 * The first due moment after `after` (milliseconds), or undefined when there is none.
 * A rate counts from `anchor`, which is itself due.
 */
export function nextDue(
  expression: ScheduleExpression,
  after: number,
  { anchor, timeZone = 'UTC' }: { anchor: number; timeZone?: string },
): number | undefined {
  switch (expression.kind) {
    case 'rate': {
      if (after < anchor) return anchor;
      return anchor + (Math.floor((after - anchor) / expression.milliseconds) + 1) * expression.milliseconds;
    }
    case 'cron':
      return nextCron(expression.cron, after, timeZone);
    case 'at': {
      const due = instantOf(expression.local, timeZone);
      return due !== undefined && due > after ? due : undefined;
    }
  }
}
