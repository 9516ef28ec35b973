/**
 * AWS's cron expressions: minutes, hours, day of month, month, day of week, year; with `?`, `L`, `W` and `#`.
 *
 * Written here because no maintained library speaks this dialect: the common ones have five fields, or seconds first,
 * count Sunday as 0 (AWS: 1), and know neither the year field nor the rule that one of the two day fields is `?`.
 */
import { instantOf, localOf } from './time-zone.ts';

export class InvalidExpression extends Error {
  override name = 'InvalidExpression';
  constructor(text: string) {
    super(`Invalid Schedule Expression ${text}.`);
  }
}

type DayTest = (year: number, month: number, day: number) => boolean;

export interface Cron {
  minutes: number[];
  hours: number[];
  months: Set<number>;
  years: Set<number>;
  isDay: DayTest;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) throw new InvalidExpression(`cron(${text})`);
  // AWS: one of the two must leave the day to the other.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) throw new InvalidExpression(`cron(${text})`);
  const set = (field: string, min: number, max: number, names: string[] = []) => {
    const values = parseField(field, min, max, names);
    if (!values) throw new InvalidExpression(`cron(${text})`);
    return values;
  };
  const isDay = dayOfWeek === '?' ? testDayOfMonth(dayOfMonth, set) : testDayOfWeek(dayOfWeek, set);
  return {
    minutes: [...set(minutes, 0, 59)].sort((a, b) => a - b),
    hours: [...set(hours, 0, 23)].sort((a, b) => a - b),
    months: set(month, 1, 12, monthNames),
    years: set(year, FIRST_YEAR, LAST_YEAR),
    isDay,
  };
}

type SetOf = (field: string, min: number, max: number, names?: string[]) => Set<number>;

/** `1,3-5,0/15,*` as the set of numbers it names, or undefined when it is malformed. */
function parseField(field: string, min: number, max: number, names: string[]): Set<number> | undefined {
  const values = new Set<number>();
  for (const item of field.split(',')) {
    const [, from = '', to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item) ?? [];
    const number = (word: string) => {
      const named = names.indexOf(word.toUpperCase());
      return named >= 0 ? named + 1 : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    };
    if (from === '*' && to !== undefined) return undefined;
    const first = from === '*' ? min : number(from);
    const last = to !== undefined ? number(to) : from === '*' || step !== undefined ? max : first;
    const by = step === undefined ? 1 : Number(step);
    if (!(first >= min && first <= max && last >= min && last <= max && by >= 1)) return undefined;
    // SAT-MON goes on past the end of the week.
    for (
      let value = first, left = last - first + (last < first ? max - min + 1 : 0);
      left >= 0;
      value += by, left -= by
    ) {
      values.add(value > max ? value - (max - min + 1) : value);
    }
  }
  return values;
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** 1 is Sunday. */
const weekday = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

function testDayOfMonth(field: string, set: SetOf): DayTest {
  if (field === 'L') return (year, month, day) => day === daysIn(year, month);
  if (field === 'LW') return (year, month, day) => day === nearestWeekday(year, month, daysIn(year, month));
  const near = /^(\d+)W$/.exec(field)?.[1];
  if (near !== undefined) {
    const [wanted = 0] = set(near, 1, 31);
    return (year, month, day) => wanted <= daysIn(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = set(field, 1, 31);
  return (_year, _month, day) => days.has(day);
}

/** The weekday nearest to a day, without leaving its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  switch (weekday(year, month, day)) {
    case 7:
      return day > 1 ? day - 1 : day + 2;
    case 1:
      return day < daysIn(year, month) ? day + 1 : day - 2;
    default:
      return day;
  }
}

function testDayOfWeek(field: string, set: SetOf): DayTest {
  if (field === 'L') return (year, month, day) => weekday(year, month, day) === 7;
  const last = /^(\w+)L$/.exec(field)?.[1];
  if (last !== undefined) {
    const [wanted] = set(last, 1, 7, dayNames);
    return (year, month, day) => weekday(year, month, day) === wanted && day + 7 > daysIn(year, month);
  }
  const [, named, nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (named !== undefined) {
    const [wanted] = set(named, 1, 7, dayNames);
    return (year, month, day) => weekday(year, month, day) === wanted && Math.ceil(day / 7) === Number(nth);
  }
  const days = set(field, 1, 7, dayNames);
  return (year, month, day) => days.has(weekday(year, month, day));
}

/**
 * The first due moment after `after`. A reading that clocks put forward skip is skipped, one that they show twice
 * counts once, as EventBridge Scheduler documents.
 */
export function nextCron(cron: Cron, after: number, timeZone: string): number | undefined {
  const start = new Date(localOf(after, timeZone));
  for (let year = start.getUTCFullYear(); year <= LAST_YEAR; year += 1) {
    if (!cron.years.has(year)) continue;
    for (let month = 1; month <= 12; month += 1) {
      if (!cron.months.has(month)) continue;
      if (year === start.getUTCFullYear() && month < start.getUTCMonth() + 1) continue;
      const due = nextInMonth(cron, year, month, after, timeZone);
      if (due !== undefined) return due;
    }
  }
  return undefined;
}

function nextInMonth(cron: Cron, year: number, month: number, after: number, timeZone: string): number | undefined {
  // A day's difference covers every time zone, and saves the search through days that are over.
  const over = after - 2 * 86_400_000;
  for (let day = 1; day <= daysIn(year, month); day += 1) {
    if (Date.UTC(year, month - 1, day) < over || !cron.isDay(year, month, day)) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const due = instantOf(Date.UTC(year, month - 1, day, hour, minute), timeZone);
        if (due !== undefined && due > after) return due;
      }
    }
  }
  return undefined;
}
