import { describe, expect, it } from 'vitest';
import { stockLevel } from '../testing/memory-stock.ts';
import type { ImportRow } from './import-columns.ts';
import { differencesOf, MOST_COUNTS, MOST_NEW_PRODUCTS, movedSince, tooMuch } from './import-differences.ts';
import type { Product, StockLevel } from './models.ts';
import { planImport } from './stock-import.ts';
import { stockKey } from './stock-key.ts';
import type { ImportMode } from './vocabulary.ts';

const TV: Product = { productId: 'tv', name: 'TV', reorderQuantity: 10 };
const LEVEL = stockLevel({ available: 10, reserved: 3, reorderPoint: 2 });

const row = (more: Partial<ImportRow> = {}): ImportRow => ({ line: 2, productId: 'tv', locationId: 'main', ...more });
const books = (products: Product[] = [TV], levels: StockLevel[] = [LEVEL]) => ({
  products: new Map(products.map((product) => [product.productId, product])),
  levels: new Map(levels.map((level) => [stockKey(level), level])),
  locations: new Set(['main', 'shop']),
});
const plan = (
  rows: ImportRow[],
  mode: ImportMode = 'SET',
  is = books(),
  countOf: 'available' | 'onHand' = 'available',
) => {
  const planned = planImport({ rows, countOf }, mode, is);
  return { ...planned, differences: differencesOf(planned.plan) };
};
const available = (before: string | undefined, after: string) => ({
  ...{ line: 2, productId: 'tv', locationId: 'main', field: 'AVAILABLE' as const, after },
  ...(before !== undefined && { before }),
});

describe('a count', () => {
  it('is set, or added, or not mentioned', () => {
    expect(plan([row({ count: 4 })]).differences).toEqual([available('10', '4')]);
    expect(plan([row({ count: 4 })], 'ADD').differences).toEqual([available('10', '14')]);
    expect(plan([row()]).differences).toEqual([]);
  });

  it('changes nothing where it is so already', () => {
    expect(plan([row({ count: 10, name: 'TV', reorderPoint: 2, reorderQuantity: 10 })])).toMatchObject({
      plan: { products: [], levels: [] },
      problems: [],
    });
  });

  it('on the shelf holds what is reserved', () => {
    expect(plan([row({ count: 13 })], 'SET', books(), 'onHand').differences).toEqual([]);
    expect(plan([row({ count: 5 })], 'SET', books(), 'onHand').differences).toEqual([available('10', '2')]);
    expect(plan([row({ count: 5 })], 'ADD', books(), 'onHand').differences).toEqual([available('10', '15')]);
    expect(plan([row({ count: 2 })], 'SET', books(), 'onHand').problems).toEqual([
      {
        line: 2,
        column: 'onHand',
        message: expect.stringContaining('-1 available: there are 10 available and 3 reserved'),
      },
    ]);
  });

  it('takes all there is, and not one more', () => {
    expect(plan([row({ count: -10 })], 'ADD')).toMatchObject({ problems: [], differences: [available('10', '0')] });
    expect(plan([row({ count: -11 })], 'ADD').problems).toMatchObject([{ line: 2, column: 'available' }]);
  });
});

describe('a product', () => {
  it('is called otherwise, and ordered in other quantities', () => {
    expect(plan([row({ name: ' Television ', reorderQuantity: 12, reorderPoint: 5 })]).differences).toEqual([
      { ...available('TV', 'Television'), field: 'NAME' },
      { ...available('10', '12'), field: 'REORDER_QUANTITY' },
      { ...available('2', '5'), field: 'REORDER_POINT' },
    ]);
  });

  it('keeps a name that has blanks around it', () => {
    expect(plan([row({ name: ' TV' })], 'SET', books([{ ...TV, name: ' TV' }])).differences).toEqual([]);
  });

  it('that is new begins with a ledger entry, also of nothing', () => {
    const { plan: planned, differences } = plan(
      [row({ name: 'TV', reorderQuantity: 1, reorderPoint: 0 })],
      'ADD',
      books([], []),
    );
    expect(planned.levels).toMatchObject([{ before: undefined, after: { available: 0, reorderPoint: 0 } }]);
    expect(differences.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['NAME', undefined, 'TV'],
      ['REORDER_QUANTITY', undefined, '1'],
      ['REORDER_POINT', undefined, '0'],
      ['AVAILABLE', undefined, '0'],
    ]);
  });

  it('that is new needs a name, a reorder quantity and a reorder point', () => {
    const { problems, plan: planned } = plan([row({ count: 4 })], 'SET', books([], []));
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'name'],
      [2, 'reorderQuantity'],
      [2, 'reorderPoint'],
    ]);
    expect(planned).toEqual({ products: [], levels: [] });
  });

  it('is one at several locations: its rows agree, and it is written once', () => {
    const elsewhere = stockLevel({ locationId: 'shop', available: 1 });
    const is = books([TV], [LEVEL, elsewhere]);
    const rows = [row({ name: 'Set', count: 1 }), row({ line: 3, locationId: 'shop', reorderQuantity: 5, count: 2 })];
    expect(plan(rows, 'SET', is).plan).toMatchObject({
      products: [{ line: 2, after: { name: 'Set', reorderQuantity: 5 } }],
      levels: [{ after: { locationId: 'main' } }, { after: { locationId: 'shop' } }],
    });
    const quarrel = [rows[0] as ImportRow, row({ line: 3, locationId: 'shop', name: 'Tube' })];
    expect(plan(quarrel, 'SET', is).problems).toEqual([
      { line: 3, column: 'name', message: 'Another line gives tv "Set".' },
    ]);
  });

  it('is not opened at a location by mistyping it', () => {
    expect(plan([row({ locationId: 'mian', count: 1, reorderPoint: 1 })]).problems).toMatchObject([
      { line: 2, column: 'locationId', message: 'There is no location mian. Open it first.' },
    ]);
  });
});

describe('one transaction', () => {
  const many = (count: number, product: (index: number) => Partial<ImportRow>) =>
    Array.from({ length: count }, (_, index) => row({ line: index + 2, productId: `p${index}`, ...product(index) }));
  const opened = (count: number) =>
    books(
      Array.from({ length: count }, (_, index) => ({ ...TV, productId: `p${index}` })),
      Array.from({ length: count }, (_, index) =>
        stockLevel({ productId: `p${index}`, available: 10, reorderPoint: 2 }),
      ),
    );

  it('holds so many counts, however many rows change nothing, and says with which line it is too much', () => {
    const rows = many(100, (index) => ({ count: index % 2 === 0 ? 5 : 10 }));
    expect(tooMuch(plan(rows.slice(0, 2 * MOST_COUNTS), 'SET', opened(100)).plan)).toBeUndefined();
    expect(tooMuch(plan(rows, 'SET', opened(100)).plan)).toMatchObject({ line: 2 * MOST_COUNTS + 2 });
  });

  it('holds so many new products', () => {
    const rows = many(MOST_NEW_PRODUCTS + 1, () => ({ name: 'New', reorderQuantity: 1, reorderPoint: 1, count: 1 }));
    expect(tooMuch(plan(rows.slice(1), 'SET', books([], [])).plan)).toBeUndefined();
    expect(tooMuch(plan(rows, 'SET', books([], [])).plan)).toMatchObject({ line: MOST_NEW_PRODUCTS + 2 });
  });
});

describe('what a preview has shown', () => {
  const moved = (mode: ImportMode, change: Partial<ImportRow>, levels: StockLevel[], before = [LEVEL]) => {
    const rows = [row(change)];
    const seen = plan(rows, mode, books([TV], before)).differences;
    return movedSince(mode, seen, plan(rows, mode, books([TV], levels)).differences);
  };

  it('is still so', () => {
    expect(moved('SET', { count: 4 }, [LEVEL])).toEqual([]);
  });

  it('is no longer so where a set balance has moved, or has come to be what the file says', () => {
    expect(moved('SET', { count: 4 }, [{ ...LEVEL, available: 9 }])).toEqual([
      {
        line: 2,
        column: 'available',
        message: 'tv: In the preview it was 10, and now it is 9. Look at the differences again.',
      },
    ]);
    expect(moved('SET', { count: 4 }, [{ ...LEVEL, available: 4 }])).toMatchObject([
      { message: expect.stringContaining('it was 10, and now it is 4') },
    ]);
  });

  it('is no longer so where what needed no change needs one', () => {
    expect(moved('SET', { count: 10 }, [{ ...LEVEL, available: 9 }])).toMatchObject([
      { message: expect.stringContaining('it was 10, and now it is 9') },
    ]);
  });

  it('is no longer so where what was to be opened was opened by somebody else', () => {
    expect(moved('SET', { count: 4, reorderPoint: 2 }, [LEVEL], [])).toMatchObject([
      { column: 'reorderPoint', message: expect.stringContaining('it was not there, and now it is 2') },
      { column: 'available', message: expect.stringContaining('it was not there, and now it is 10') },
    ]);
  });

  it('still adds as much, whatever the balance has become; a reorder point is set all the same', () => {
    expect(moved('ADD', { count: 4 }, [{ ...LEVEL, available: 1 }])).toEqual([]);
    expect(moved('ADD', { reorderPoint: 4 }, [{ ...LEVEL, reorderPoint: 3 }])).toMatchObject([
      { column: 'reorderPoint' },
    ]);
  });

  it('is of this file: other differences are none that were seen', () => {
    const seen = plan([row({ count: 4 })]).differences;
    expect(movedSince('SET', seen, plan([row({ count: 5 })]).differences)).toHaveLength(1);
    expect(movedSince('SET', [], seen)).toHaveLength(1);
    const other = seen.map((difference) => ({ ...difference, productId: 'desk' }));
    expect(movedSince('SET', other, seen)).toHaveLength(1);
  });
});
