import { describe, expect, it } from 'vitest';
import { InvalidExpression } from './cron-expression.ts';
import { nextDue, parseScheduleExpression } from './schedule-expression.ts';

/** The next three due moments after an instant. */
function upcoming(text: string, from: string, timeZone = 'UTC', count = 3): string[] {
  const expression = parseScheduleExpression(text);
  const moments: string[] = [];
  let after = Date.parse(from);
  const anchor = after;
  for (let index = 0; index < count; index += 1) {
    const due = nextDue(expression, after, { anchor, timeZone });
    if (due === undefined) break;
    moments.push(new Date(due).toISOString().slice(0, 16));
    after = due;
  }
  return moments;
}

describe('cron', () => {
  // The examples of the EventBridge user guide.
  it.each([
    ['cron(0 10 * * ? *)', ['2026-01-05T10:00', '2026-01-06T10:00', '2026-01-07T10:00']],
    ['cron(15 12 * * ? *)', ['2026-01-05T12:15', '2026-01-06T12:15', '2026-01-07T12:15']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-01-05T18:00', '2026-01-06T18:00', '2026-01-07T18:00']],
    ['cron(0 8 1 * ? *)', ['2026-02-01T08:00', '2026-03-01T08:00', '2026-04-01T08:00']],
    ['cron(0/15 * * * ? *)', ['2026-01-05T09:15', '2026-01-05T09:30', '2026-01-05T09:45']],
    ['cron(0/10 * ? * MON-FRI *)', ['2026-01-05T09:10', '2026-01-05T09:20', '2026-01-05T09:30']],
    ['cron(0/5 8-17 ? * MON-FRI *)', ['2026-01-05T09:05', '2026-01-05T09:10', '2026-01-05T09:15']],
    ['cron(0 9 ? * 2#1 *)', ['2026-02-02T09:00', '2026-03-02T09:00', '2026-04-06T09:00']],
    ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 LW * ? *)', ['2026-01-30T00:00', '2026-02-27T00:00', '2026-03-31T00:00']],
    ['cron(0 0 15W * ? *)', ['2026-01-15T00:00', '2026-02-16T00:00', '2026-03-16T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-02-02T00:00', '2026-03-02T00:00', '2026-04-01T00:00']],
    ['cron(0 0 ? * 6L *)', ['2026-01-30T00:00', '2026-02-27T00:00', '2026-03-27T00:00']],
    ['cron(0 0 ? * SAT-SUN *)', ['2026-01-10T00:00', '2026-01-11T00:00', '2026-01-17T00:00']],
    ['cron(0 0 29 FEB ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['cron(0 0 1 1 ? 2027-2028)', ['2027-01-01T00:00', '2028-01-01T00:00']],
    ['cron(0 0 1 1 ? 2020)', []],
  ])('%s', (text, expected) => {
    expect(upcoming(text, '2026-01-05T09:00:00Z')).toEqual(expected);
  });

  it.each([
    'cron(0 10 * * *)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 10 32 * ? *)',
    'cron(0 10 * 13 ? *)',
    'cron(0 10 ? * 8 *)',
    'cron(0 10 ? * 2#6 *)',
    'cron(0 10 * * ? 1969)',
    'cron(0/0 10 * * ? *)',
    'cron(x 10 * * ? *)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'rate(5)',
    'at(2026-02-30T00:00:00)',
    'at(2026-01-05)',
    'every day',
  ])('refuses %s', (text) => {
    expect(() => parseScheduleExpression(text)).toThrow(InvalidExpression);
  });

  it('follows a time zone, skips an hour that is put forward and takes a repeated one once', () => {
    expect(upcoming('cron(30 2 * * ? *)', '2026-03-27T12:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
    expect(upcoming('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/Berlin', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });
});

describe('rate and at', () => {
  it('counts a rate from its anchor', () => {
    expect(upcoming('rate(5 minutes)', '2026-01-05T09:02:00Z')).toEqual([
      '2026-01-05T09:07',
      '2026-01-05T09:12',
      '2026-01-05T09:17',
    ]);
    const anchor = Date.parse('2026-01-05T09:00:00Z');
    expect(nextDue(parseScheduleExpression('rate(1 hour)'), anchor - 1, { anchor })).toBe(anchor);
  });

  it('is strict about plurals where rules are', () => {
    expect(() => parseScheduleExpression('rate(1 minutes)', { strictPlural: true })).toThrow(InvalidExpression);
    expect(() => parseScheduleExpression('rate(2 minute)', { strictPlural: true })).toThrow(InvalidExpression);
    expect(parseScheduleExpression('rate(1 minutes)')).toMatchObject({ milliseconds: 60_000 });
  });

  it('reads at() in its time zone, once', () => {
    expect(upcoming('at(2026-07-01T12:00:00)', '2026-01-05T09:00:00Z', 'America/New_York')).toEqual([
      '2026-07-01T16:00',
    ]);
  });
});
