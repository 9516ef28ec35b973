import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertCell } from '../../amplify/domain/inert-cell.ts';
import { csvOf } from './csv.ts';
import { eachPage, readPages } from './read-pages.ts';
import { fileNameOf } from './save-file.ts';

type Row = { text?: string | null; number?: number };
const COLUMNS = [
  { header: 'text', value: ({ text }: Row) => text },
  { header: 'number', value: ({ number }: Row) => number },
];
const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' });

describe('a CSV file', () => {
  it('begins with its headings and quotes what must be quoted', () => {
    const rows = [
      { text: 'plain', number: -3 },
      { text: 'a "b", c', number: 1.5 },
      { text: 'two\r\nlines' },
      { text: null },
    ];
    expect(csvOf(COLUMNS, rows)).toBe('\ufefftext,number\r\nplain,-3\r\n"a ""b"", c",1.5\r\n"two\r\nlines",\r\n,\r\n');
  });

  it('is read back as it was, whatever it was', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const [, ...rows] = read(
          csvOf(
            COLUMNS,
            texts.map((each) => ({ text: each, number: 1 })),
          ),
        );
        expect(rows.map(([cell]) => cell)).toEqual(texts.map(inertCell));
      }),
    );
  });
});

describe('the pages of a list', () => {
  const pages = ['a', 'b', 'c'].map((item, at) => ({ items: [item], nextToken: at < 2 ? String(at + 1) : null }));
  const readPage = (token: string | null) => Promise.resolve(pages[Number(token ?? 0)] ?? { items: [] });

  it('are read to the end, or until there are enough rows', async () => {
    const read: string[][] = [];
    for await (const page of eachPage(readPage)) read.push(page);
    expect(read).toEqual([['a'], ['b'], ['c']]);
    expect(await readPages(readPage, 2)).toEqual(['a', 'b']);
  });
});

it('a file’s name holds nothing that a file system minds', () => {
  expect(fileNameOf('ledger-a/../b:ü', new Date('2026-03-04T05:06:07Z'))).toBe('ledger-a-..-b-ü-2026-03-04.csv');
});
