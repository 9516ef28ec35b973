import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

const records = (text: string) => readCsv(text).records.map(({ line, cells }) => [line, ...cells]);

describe('a CSV file is read', () => {
  it.each([
    ['plain', 'a,b\n1,2\n3,4'],
    ['with a byte order mark', '\ufeffa,b\n1,2\n3,4\n'],
    ['with semicolons', 'a;b\n1;2\n3;4\n'],
    ['with tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['with CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['with CR, as old sheets end lines', 'a,b\r1,2\r3,4\r'],
    ['quoted throughout', '"a","b"\n"1","2"\n"3","4"\n'],
  ])('%s', (_, text) => {
    expect(readCsv(text)).toEqual({
      records: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
        { line: 3, cells: ['3', '4'] },
      ],
    });
  });

  it('with the line in which each record begins, whatever lies between', () => {
    expect(records('\r\na;b\r\n1;"x\r\ny"\r\n\r\n\r\n2;3\n4;5\r6;7')).toEqual([
      [2, 'a', 'b'],
      [3, '1', 'x\ny'],
      [7, '2', '3'],
      [8, '4', '5'],
      [9, '6', '7'],
    ]);
  });

  it('with separators and quotes in quotes', () => {
    expect(records('a;b\n"x;""y"", z";2')).toEqual([
      [1, 'a', 'b'],
      [2, 'x;"y", z', '2'],
    ]);
  });

  it('with rows that are too long and too short, which are judged elsewhere', () => {
    expect(records('a,b\n1\n1,2,3')).toEqual([
      [1, 'a', 'b'],
      [2, '1'],
      [3, '1', '2', '3'],
    ]);
  });

  it.each(['', '\ufeff', '\n\n'])('and may be empty: %j', (text) => {
    expect(readCsv(text)).toEqual({ records: [] });
  });
});

describe('what cannot be read is named by its line', () => {
  it.each([
    ['a,b\n1,2\n\n"3,4\n5,6\n', 4, /opens here that nothing closes/],
    ['a,b\n1,"x"y\n', 2, /ends in the middle/],
    ['a,b\n1,2\n3,5" pipe\n', 3, /begins in the middle/],
  ])('%j', (text, line, message) => {
    expect(readCsv(text).problem).toEqual({ line, message: expect.stringMatching(message) });
  });

  it('and what stands before it is read', () => {
    expect(records('a,b\n1,2\n3,"4\n')).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
  });
});
