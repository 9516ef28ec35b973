import { describe, expect, it } from 'vitest';
import { stockLevel } from '../testing/memory-stock.ts';
import { adjustmentMovement, checkAdjustment, InvalidAdjustment, reversalMovement } from './adjustments.ts';
import type { Adjustment } from './models.ts';

const NOW = '2026-03-04T05:06:07.089Z';
const adjustment: Adjustment = {
  adjustmentId: 'a-1',
  productId: 'tv',
  locationId: 'main',
  delta: -3,
  reason: 'DAMAGE',
};

describe('an adjustment', () => {
  it('keeps its reason and its text, without the blanks around it', () => {
    expect(checkAdjustment({ ...adjustment, text: '  water ' })).toEqual({ ...adjustment, text: 'water' });
    expect(checkAdjustment({ ...adjustment, text: '  ' }).text).toBeUndefined();
  });

  it.each([
    [{ reason: 'OTHER' as const }, /OTHER needs a text/],
    [{ reason: 'OTHER' as const, text: ' ' }, /OTHER needs a text/],
    [{ reason: 'toString' as never }, /one of COUNT, DAMAGE/],
    [{ text: 'x'.repeat(201) }, /longer than 200/],
    [{ delta: 0 }, /other than 0/],
    [{ delta: 0.5 }, /whole number/],
    [{ delta: -1_000_001 }, /at most a million/],
  ])('is refused: %o', (change, says) => {
    expect(() => checkAdjustment({ ...adjustment, ...change })).toThrow(says);
  });

  it('may take all there is, and not one more', () => {
    expect(adjustmentMovement(stockLevel({ available: 3 }), adjustment, 'ann', NOW)).toMatchObject({
      availableAfter: 0,
      reason: 'DAMAGE',
      actor: 'ann',
    });
    expect(() => adjustmentMovement(stockLevel({ available: 2 }), adjustment, 'ann', NOW)).toThrow(InvalidAdjustment);
  });
});

describe('a reversal', () => {
  const made = adjustmentMovement(stockLevel({ available: 10, reserved: 2 }), adjustment, 'ann', NOW);

  it('is as much the other way, from the balance that there is by then, and names the entry', () => {
    expect(reversalMovement(stockLevel({ available: 1, reserved: 4 }), made, 'bob', NOW)).toMatchObject({
      availableDelta: 3,
      availableAfter: 4,
      reservedDelta: 0,
      reservedAfter: 4,
      cause: 'REVERSAL',
      causeId: 'a-1',
      reverses: made.movementId,
      actor: 'bob',
    });
  });

  it('does not take what is no longer there', () => {
    const found = adjustmentMovement(stockLevel(), { ...adjustment, delta: 5, reason: 'FOUND' }, 'ann', NOW);
    expect(() => reversalMovement(stockLevel({ available: 4 }), found, 'bob', NOW)).toThrow('Only 4 are available');
  });
});
