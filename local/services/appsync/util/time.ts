import { TemplateError } from '../vtl/template-error.ts';
import { isNothing, textOf } from '../vtl/values.ts';
import type { UtilMethod } from './table.ts';

interface Parts {
  [type: string]: string;
}

function partsOf(instant: number, zone: string): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

const offsetOf = (parts: Parts) => parts.timeZoneName?.replace('GMT', '') || '+00:00';

const LETTERS: Record<string, (parts: Parts, instant: number) => string | undefined> = {
  yyyy: (parts) => parts.year,
  yy: (parts) => parts.year?.slice(-2),
  MM: (parts) => parts.month,
  dd: (parts) => parts.day,
  HH: (parts) => parts.hour,
  mm: (parts) => parts.minute,
  ss: (parts) => parts.second,
  SSS: (_, instant) => String(((instant % 1000) + 1000) % 1000).padStart(3, '0'),
  Z: (parts) => offsetOf(parts).replace(':', ''),
  XXX: (parts) => (offsetOf(parts) === '+00:00' ? 'Z' : offsetOf(parts)),
};

/** Splits a Java date pattern into letters, quoted text and the rest. */
const TOKEN = /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

export function formatTime(instant: number, pattern: string, zone: string): string {
  const parts = partsOf(instant, zone);
  return pattern.replaceAll(TOKEN, (token: string, quoted: string | undefined, letter: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    if (letter === undefined) return token;
    const written = LETTERS[token]?.(parts, instant);
    if (written === undefined) throw new TemplateError(`Date pattern letters '${token}' are not supported`);
    return written;
  });
}

const FIELDS: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  dd: '(?<day>\\d{2})',
  HH: '(?<hour>\\d{2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<milli>\\d{3})',
  Z: '(?<offset>[+-]\\d{4})',
  XXX: '(?<offset>Z|[+-]\\d{2}:\\d{2})',
};

export function parseTime(text: string, pattern: string, zone: string): number {
  const expression = pattern.replaceAll(
    TOKEN,
    (token: string, quoted: string | undefined, letter: string | undefined) => {
      if (letter === undefined) return (quoted ?? token).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const field = FIELDS[token];
      if (!field) throw new TemplateError(`Date pattern letters '${token}' are not supported`);
      return field;
    },
  );
  const found = new RegExp(`^${expression}$`).exec(text)?.groups;
  if (!found) throw new TemplateError(`'${text}' is no date of the pattern '${pattern}'`);
  const number = (key: string, fallback: number) => (found[key] === undefined ? fallback : Number(found[key]));
  const local = Date.UTC(
    number('year', 1970),
    number('month', 1) - 1,
    number('day', 1),
    number('hour', 0),
    number('minute', 0),
    number('second', 0),
    number('milli', 0),
  );
  return local - offsetMinutes(found.offset ?? offsetOf(partsOf(local, zone))) * 60_000;
}

function offsetMinutes(offset: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

const zoneOf = (zone: unknown) => (isNothing(zone) ? 'UTC' : textOf(zone));
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

export const TIME_UTIL: Readonly<Record<string, UtilMethod>> = {
  'time.nowISO8601': (run) => new Date(run.clock.now()).toISOString(),
  'time.nowEpochSeconds': (run) => seconds(run.clock.now()),
  'time.nowEpochMilliSeconds': (run) => run.clock.now(),
  'time.nowFormatted': (run, pattern, zone) => formatTime(run.clock.now(), textOf(pattern), zoneOf(zone)),
  'time.parseFormattedToEpochMilliSeconds': (_, text, pattern, zone) =>
    parseTime(textOf(text), textOf(pattern), zoneOf(zone)),
  'time.parseISO8601ToEpochMilliSeconds': (_, text) => {
    const instant = Date.parse(textOf(text));
    if (Number.isNaN(instant)) throw new TemplateError(`'${textOf(text)}' is no ISO 8601 date`);
    return instant;
  },
  'time.epochMilliSecondsToSeconds': (_, instant) => seconds(Number(instant)),
  'time.epochMilliSecondsToISO8601': (_, instant) => new Date(Number(instant)).toISOString(),
  'time.epochMilliSecondsToFormatted': (_, instant, pattern, zone) =>
    formatTime(Number(instant), textOf(pattern), zoneOf(zone)),
};
