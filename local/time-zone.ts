/** Wall-clock time in a zone, as the milliseconds that UTC would have at that reading. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(timeZone, format);
  }
  return format;
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows at this instant. */
export function localOf(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return instant;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first instant at which the wall shows `local`; undefined when it never does (clocks put forward). */
export function instantOf(local: number, timeZone: string): number | undefined {
  if (timeZone === 'UTC') return local;
  const day = 86_400_000;
  const offsets = [local - day, local + day].map((near) => localOf(near, timeZone) - near);
  const candidates = offsets.map((offset) => local - offset).sort((a, b) => a - b);
  return candidates.find((instant) => localOf(instant, timeZone) === local);
}
