import { describe, expect, it } from 'vitest';
import { whyNotProduct, whyNotReorderPoint, whyNotSupplier } from './catalogue.ts';

const supplier = { name: 'Harbour Supplies', leadTimeDays: 3, minimumQuantity: 10, multiple: 5, currency: 'EUR' };
const product = { name: 'Desk lamp', reorderQuantity: 10 };

describe('a supplier', () => {
  it('that is complete is right', () => {
    expect(whyNotSupplier(supplier)).toBeUndefined();
    expect(whyNotSupplier({ ...supplier, leadTimeDays: 0, minimumQuantity: 1, multiple: 1 })).toBeUndefined();
  });

  it.each([
    ['no name', { name: '  ' }, 'A name is needed.'],
    ['a long name', { name: 'x'.repeat(201) }, /at most 200/],
    ['a lead time below zero', { leadTimeDays: -1 }, /lead time/],
    ['a lead time with a fraction', { leadTimeDays: 1.5 }, /lead time/],
    ['a minimum of nothing', { minimumQuantity: 0 }, /minimum/],
    ['a multiple of nothing', { multiple: 0 }, /multiple/],
    ['a multiple that is no number', { multiple: Number.NaN }, /multiple/],
    ['a currency that is none', { currency: 'eur' }, /currency/],
  ])('with %s is refused in words', (_, changes, why) => {
    expect(whyNotSupplier({ ...supplier, ...changes })).toMatch(why);
  });
});

describe('a product', () => {
  it('needs a name and a reorder quantity; the rest may be left open', () => {
    expect(whyNotProduct(product)).toBeUndefined();
    expect(whyNotProduct({ ...product, unitCost: 0, targetLevel: 1, reservationHours: 1 })).toBeUndefined();
  });

  it.each([
    ['no name', { name: '' }, 'A name is needed.'],
    ['a cost below zero', { unitCost: -1 }, /unit cost/],
    ['a cost in fractions of a cent', { unitCost: 0.5 }, /unit cost/],
    ['a reorder quantity below zero', { reorderQuantity: -1 }, /reorder quantity/],
    ['a target of nothing', { targetLevel: 0 }, /target level/],
    ['a hold of no time', { reservationHours: 0 }, /hours/],
    ['a hold of more than a year', { reservationHours: 10_000 }, /hours/],
  ])('with %s is refused in words', (_, changes, why) => {
    expect(whyNotProduct({ ...product, ...changes })).toMatch(why);
  });
});

describe('a reorder point', () => {
  it('is nought or more', () => {
    expect(whyNotReorderPoint(0)).toBeUndefined();
    expect(whyNotReorderPoint(-1)).toMatch(/reorder point/);
    expect(whyNotReorderPoint(2.5)).toMatch(/reorder point/);
  });
});
