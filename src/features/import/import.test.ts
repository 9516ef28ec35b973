import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { MOST_IMPORT_ROWS, readImport } from '../../../amplify/domain/import-columns.ts';
import { differenceRows, exampleFile } from './difference-rows.ts';
import { isTooLong, textOf } from './file-text.ts';
import type { Difference } from './mutations.ts';

describe('a file as sheets write it', () => {
  const utf16 = (text: string) =>
    new Uint8Array(
      new Uint16Array([0xfeff, ...text].map((each) => (typeof each === 'string' ? each.charCodeAt(0) : each))).buffer,
    );

  it.each([
    ['UTF-8', new TextEncoder().encode('sku;name\nb;Büro')],
    ['UTF-8 with its mark', new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('sku;name\nb;Büro')])],
    ['what Excel calls Unicode', utf16('sku;name\nb;Büro')],
    ['the code page of western Europe', Uint8Array.from('sku;name\nb;Büro', (each) => each.charCodeAt(0))],
  ])('%s', (_, bytes) => {
    expect(textOf(bytes)).toBe('sku;name\nb;Büro');
  });

  it('is no workbook', () => {
    expect(() => textOf(new TextEncoder().encode('PK\u0003\u0004'))).toThrow('Save it as CSV');
  });

  it('may be as long as the longest that is imported, whatever its letters', () => {
    expect(isTooLong(1_600_000)).toBe(false);
    expect(isTooLong(1_600_001)).toBe(true);
  });
});

const difference = (more: Partial<Difference> = {}): Difference => ({
  ...{ line: 2, productId: 'tv', locationId: 'main', field: 'AVAILABLE', before: '10', after: '4' },
  ...more,
});

describe('the differences of a file', () => {
  it('are one row for each of its lines', () => {
    const all = [
      difference(),
      difference({ field: 'REORDER_POINT', before: '2', after: '1500' }),
      difference({ line: 5, productId: 'desk', field: 'NAME', before: 'Desk', after: 'Table' }),
    ];
    expect(differenceRows(all)).toEqual([
      {
        ...{ line: 2, productId: 'tv', locationId: undefined, name: undefined, isNew: false },
        ...{ count: { before: 10, after: 4 }, others: ['Reorder point 2 → 1,500'] },
      },
      {
        ...{ line: 5, productId: 'desk', locationId: undefined, name: 'Table', isNew: false },
        ...{ count: undefined, others: ['Name Desk → Table'] },
      },
    ]);
  });

  it('say where, and that something is new', () => {
    const all = [
      difference({ field: 'NAME', before: null, after: 'TV' }),
      difference({ locationId: 'shop', field: 'REORDER_POINT', before: null, after: '2' }),
      difference({ locationId: 'shop', before: null, after: '0' }),
    ];
    expect(differenceRows(all)).toEqual([
      {
        ...{ line: 2, productId: 'tv', locationId: 'shop', name: 'TV', isNew: true },
        ...{ count: { before: undefined, after: 0 }, others: ['Reorder point 2'] },
      },
    ]);
  });
});

it('the example can be imported', () => {
  const records = (parse(exampleFile(), { bom: true }) as string[][]).map((cells, index) => ({
    line: index + 1,
    cells,
  }));
  expect(readImport(records, 'SET')).toMatchObject({ problems: [], rows: [{ productId: 'desk-lamp', count: 24 }] });
  expect(records.length).toBeLessThan(MOST_IMPORT_ROWS);
});
