import { describe, expect, it } from 'vitest';
import { type CsvRecord, MOST_IMPORT_ROWS, readImport } from './import-columns.ts';
import type { ImportMode } from './vocabulary.ts';

const read = (headings: string, rows: string[] = [], mode: ImportMode = 'SET') => {
  const records = [headings, ...rows].map((text, index): CsvRecord => ({ line: index + 1, cells: text.split('|') }));
  return readImport(records, mode);
};
const row = { line: 2, productId: 'tv', locationId: 'main' };

describe('the rows of a file', () => {
  it('say what stands in their cells, and nothing where those are empty', () => {
    const headings = 'productId|name|locationId|available|reorderPoint|reorderQuantity';
    expect(read(headings, ['tv|Television|shop|0|2|10', ' desk ||||| ']).rows).toEqual([
      {
        line: 2,
        productId: 'tv',
        locationId: 'shop',
        name: 'Television',
        count: 0,
        reorderPoint: 2,
        reorderQuantity: 10,
      },
      { line: 3, productId: 'desk', locationId: 'main' },
    ]);
  });

  it.each(['sku', 'SKU', 'Product ID', 'product_id', ' productId '])('are about the product in %j', (heading) => {
    expect(read(heading, ['tv']).rows).toEqual([row]);
  });

  it('are counted as they are on the shelf, where only that is there', () => {
    expect(read('sku|On hand', ['tv|5'])).toMatchObject({ rows: [{ count: 5 }], countOf: 'onHand', ignored: [] });
  });

  it('may be the stock list’s own export: what is only shown there is named, and not imported', () => {
    const headings =
      'productId|name|locationId|available|reserved|onHand|reorderPoint|status|openPurchaseOrderId|updatedAt';
    const { rows, problems, ignored, countOf } = read(headings, [
      'tv|TV|main|4|1|5|2|IN_STOCK||2026-03-04T05:06:07.089Z',
    ]);
    expect({ rows, problems, countOf }).toEqual({
      rows: [{ ...row, name: 'TV', count: 4, reorderPoint: 2 }],
      problems: [],
      countOf: 'available',
    });
    expect(ignored).toEqual(['reserved', 'onHand', 'status', 'openPurchaseOrderId', 'updatedAt']);
  });

  it('take away where they add, and only there', () => {
    expect(read('sku|available', ['tv|-3'], 'ADD').rows).toEqual([{ ...row, count: -3 }]);
    expect(read('sku|available', ['tv|+3'], 'ADD').rows).toEqual([{ ...row, count: 3 }]);
    expect(read('sku|available', ['tv|-3'], 'SET').problems).toMatchObject([{ line: 2, column: 'available' }]);
  });

  it('are as they were before an export made them harmless for sheets', () => {
    expect(read('sku|name', ["'=1|'-20 °C freezer"]).rows).toMatchObject([{ productId: '=1', name: '-20 °C freezer' }]);
  });

  it('may end in cells that are empty, and may be all empty', () => {
    const { rows, problems } = read('sku|available||', ['tv|3||', '|||', 'desk|4||||']);
    expect({ count: rows.length, problems }).toEqual({ count: 2, problems: [] });
  });
});

describe('what is wrong with a row is said with its line', () => {
  it.each([
    ['tv|x', 'available', '"x" is not a whole number from 0 to 1000000'],
    ['tv|1.5', 'available', 'not a whole number'],
    ['tv|1,250', 'available', 'without separators'],
    ['tv|1e3', 'available', 'not a whole number'],
    ['tv|0x10', 'available', 'not a whole number'],
    ['tv|1000001', 'available', 'from 0 to 1000000'],
    ['|4', 'productId', '1 to 128 printable characters'],
    ['a#b|4', 'productId', 'without #'],
    [`${'x'.repeat(129)}|4`, 'productId', '1 to 128'],
    ['=HYPERLINK("https://evil.example")|4', 'productId', 'begins as a formula'],
    ['tv|4|5', undefined, 'It has 3 cells, and the file 2 columns.'],
    ['tv', undefined, 'It has 1 cells, and the file 2 columns.'],
  ])('%s', (text, column, says) => {
    const { rows, problems } = read('sku|available', ['desk|1', text]);
    expect(rows.map(({ productId }) => productId)).toEqual(['desk']);
    expect(problems).toContainEqual({ line: 3, column, message: expect.stringContaining(says) });
  });

  it.each([
    ['@SUM(A1)', 'begins as a formula'],
    ['x'.repeat(201), 'longer than 200'],
    ['two\nlines', 'one line'],
    ['a\ud800', 'printable'],
  ])('a name: %j', (name, says) => {
    expect(read('sku|name', [`tv|${name}`]).problems).toEqual([
      { line: 2, column: 'name', message: expect.stringContaining(says) },
    ]);
  });

  it.each([
    ['reorderPoint', '-1'],
    ['reorderQuantity', '0'],
  ])('%s of %s', (column, value) => {
    expect(read(`sku|${column}`, [`tv|${value}`]).problems).toMatchObject([{ line: 2, column }]);
  });

  it('a product that is there twice, but not at two locations', () => {
    const { rows, problems } = read('sku|locationId', ['tv|', 'tv|shop', 'tv|main']);
    expect(rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(problems).toEqual([{ line: 4, column: 'productId', message: 'tv at main is on line 2 already.' }]);
  });

  it('all of it, and every row', () => {
    const { problems } = read('sku|name|available', ['tv|=1|x', 'desk|Desk|4', '#|Chair|y']);
    expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 name',
      '2 available',
      '4 available',
      '4 productId',
    ]);
  });
});

describe('a file is refused as a whole', () => {
  it.each([
    ['sku|colour', { line: 1, column: 'colour', message: expect.stringContaining('no such column') }],
    ['sku|__proto__', { line: 1, column: '__proto__', message: expect.stringContaining('no such column') }],
    ['sku|name|Name', { line: 1, column: 'Name', message: 'The file has two columns for name.' }],
    ['sku|productId', { line: 1, column: 'productId', message: 'The file has two columns for productId.' }],
    ['name', { line: 1, column: undefined, message: expect.stringContaining('productId (or sku) is missing') }],
  ])('with the headings %s', (headings, problem) => {
    expect(read(headings, ['tv|x'])).toMatchObject({ rows: [], problems: [problem] });
  });

  it('when there is nothing in it', () => {
    expect(readImport([], 'SET').problems).toEqual([{ message: 'The file is empty.' }]);
    expect(read('sku', ['']).problems).toEqual([{ message: 'There is no row under the headings.' }]);
  });

  it('when it is too long', () => {
    const rows = Array.from({ length: MOST_IMPORT_ROWS + 1 }, (_, index) => `p${index}`);
    expect(read('sku', rows).problems).toEqual([{ message: 'The file has 2001 rows. At most 2000 are read at once.' }]);
    expect(read('sku', rows.slice(1)).rows).toHaveLength(2000);
  });
});
