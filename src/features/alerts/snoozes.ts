type Snooze = { label: string; hours: number } | { label: string; days: number };

/** For how long an alert can be put aside with one click. */
export const SNOOZES: readonly Snooze[] = [
  { label: 'For an hour', hours: 1 },
  { label: 'For four hours', hours: 4 },
  { label: 'Until tomorrow, 8:00', days: 1 },
  { label: 'For a week, until 8:00', days: 7 },
];

const MORNING = 8;

/** Days end where the reader's morning begins. */
export function snoozeUntil(snooze: Snooze, now: Date): Date {
  if ('hours' in snooze) return new Date(now.getTime() + snooze.hours * 3_600_000);
  const morning = new Date(now);
  morning.setDate(now.getDate() + snooze.days);
  morning.setHours(MORNING, 0, 0, 0);
  return morning;
}
