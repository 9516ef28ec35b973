import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertCell, textOfCell } from './inert-cell.ts';

describe('a text in a sheet', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['  +49 12', "'  +49 12"],
    ['\t@SUM(A1)', "'\t'@SUM(A1)"],
    ['ok;=1+1', "ok;'=1+1"],
    ['two\n-lines', "two\n'-lines"],
    ['＝1', "'＝1"],
    ['\u200b=1', "'\u200b=1"],
    ['"=1', `'"=1`],
  ])('%j does nothing as %j', (text, shown) => {
    expect(inertCell(text)).toBe(shown);
  });

  it.each(['tv', 'a-b', 'x = 1', '3 + 4', 'ann@example.com'])('%j stays as it is', (text) => {
    expect(inertCell(text)).toBe(text);
  });
});

describe('a cell of a sheet', () => {
  it('holds the text that it was made of, whatever that was', () => {
    const characters = fc.constantFrom('=', '+', '-', '@', "'", '"', ';', '\t', '\n', ' ', '\u200b', 'a', '1');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: characters }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(textOfCell(inertCell(text))).toBe(text);
      }),
    );
  });

  it.each(['=1+1', ' @SUM(A1)', 'ok;=1', '"=1', '-2 fold'])('that a sheet acts upon holds no text: %j', (cell) => {
    expect(textOfCell(cell)).toBeUndefined();
  });
});
