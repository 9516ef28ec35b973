import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOrder, sizingLines, whyNotDelivered } from './sizing.ts';

const sized = (more = {}) => ({ quantityRequested: 0, minPOAmount: 10, availableAtRequest: 3, ...more });

describe('the quantity of a purchase order', () => {
  it.each([
    ['what was asked for and the reorder quantity', { quantityRequested: 4 }, 14],
    ['what is missing to the target level', { targetLevel: 40 }, 37],
    ['that and what was asked for', { targetLevel: 40, quantityRequested: 4 }, 41],
    ['the reorder quantity, where the stock is at its target', { targetLevel: 3 }, 10],
    ["the supplier's minimum", { minimumQuantity: 25 }, 25],
    ['the next multiple', { multiple: 12 }, 12],
    ['the multiple after the minimum', { minimumQuantity: 25, multiple: 12 }, 36],
    ['nothing, where nothing is wanted', { minPOAmount: 0, minimumQuantity: 25 }, 0],
  ])('is %s', (_, more, quantity) => {
    expect(sizeOrder(sized(more))).toBe(quantity);
  });

  it('is shown by lines that add up to it, and is one that the supplier delivers', () => {
    const amount = fc.nat({ max: 1000 });
    const optional = fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined });
    const any = fc.record({
      quantityRequested: amount,
      minPOAmount: fc.integer({ min: 1, max: 1000 }),
      availableAtRequest: amount,
      ...{ targetLevel: optional, minimumQuantity: optional, multiple: optional },
    });
    fc.assert(
      fc.property(any, (drawn) => {
        const lines = sizingLines(drawn);
        const last = lines.pop();
        const quantity = sizeOrder(drawn);
        expect(last).toEqual({ label: 'To order', quantity });
        expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(quantity);
        expect(lines.every((line) => line.quantity >= 0)).toBe(true);
        expect(whyNotDelivered(quantity, drawn)).toBeUndefined();
      }),
    );
  });

  it('that no supplier delivers is named', () => {
    expect(whyNotDelivered(20, { minimumQuantity: 25 })).toBe('The supplier delivers at least 25.');
    expect(whyNotDelivered(30, { minimumQuantity: 25, multiple: 12 })).toBe('The supplier delivers multiples of 12.');
    expect(whyNotDelivered(7, {})).toBeUndefined();
  });
});
