import { expect, it } from 'vitest';
import { median, percentile } from './figures.ts';

it('takes a value that was measured, never one between two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(percentile([4, 1, 3, 2], 50)).toBe(2);
  expect(percentile([1, 2, 3, 4], 95)).toBe(4);
  expect(percentile([7], 95)).toBe(7);
});
