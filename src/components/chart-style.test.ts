import { expect, it } from 'vitest';
import { timeOfBars } from './chart-style.ts';

const MINUTE = 60_000;
const stretches = (count: number, minutes: number, last: string) =>
  Array.from({ length: count }, (_, index) => Date.parse(last) - (count - 1 - index) * minutes * MINUTE);
const labelledStarts = (starts: number[]) => timeOfBars(starts.map((at) => ({ at }))).ticks;
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

it('labels an hour every ten minutes, a day every four hours', () => {
  expect(labelledStarts(stretches(60, 1, '2026-03-04T14:27:00Z')).map(clock)).toEqual([
    ...['13:30', '13:40', '13:50', '14:00', '14:10', '14:20'],
  ]);
  expect(labelledStarts(stretches(48, 30, '2026-03-04T14:00:00Z')).map(clock)).toEqual([
    ...['16:00', '20:00', '00:00', '04:00', '08:00', '12:00'],
  ]);
});

it('labels none that would reach over the edge', () => {
  expect(
    labelledStarts(stretches(60, 1, '2026-03-04T14:20:00Z'))
      .map(clock)
      .at(-1),
  ).toBe('14:10');
});

it('labels no more of four weeks than fit, and nothing of nothing', () => {
  const days = labelledStarts(stretches(28, 1440, '2026-03-04T00:00:00Z'));
  expect(days.length).toBeLessThanOrEqual(6);
  expect(new Set(days.slice(1).map((at, index) => at - (days[index] ?? 0)))).toEqual(new Set([5 * 1440 * MINUTE]));
  expect(labelledStarts([])).toEqual([]);
});
