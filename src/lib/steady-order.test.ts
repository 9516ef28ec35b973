import { describe, expect, it } from 'vitest';
import { noticeOf } from './notice.ts';
import { steadyOrder } from './steady-order.ts';

const order = (held: string, wanted: string, known = `${held}${wanted}`) =>
  steadyOrder([...held], [...wanted], new Map([...known].map((id) => [id, id])), (id) => id);

describe('an order that stands still', () => {
  it('shows the first rows at once', () => {
    expect(order('', 'abc')).toMatchObject({ ids: ['a', 'b', 'c'], added: 0, changed: 0 });
  });

  it('counts rows that would be inserted instead of inserting them', () => {
    expect(order('bc', 'abxc')).toMatchObject({ ids: ['b', 'c'], added: 2, changed: 0 });
  });

  it('appends what comes after everything shown', () => {
    expect(order('ab', 'abcd')).toMatchObject({ ids: ['a', 'b', 'c', 'd'], added: 0 });
  });

  it('keeps a row that no longer belongs and counts it as changed', () => {
    expect(order('abc', 'ac')).toMatchObject({ ids: ['a', 'b', 'c'], added: 0, changed: 1 });
  });

  it('counts one row as changed when one row moves, however far', () => {
    expect(order('abcde', 'bcdea')).toMatchObject({ ids: ['a', 'b', 'c', 'd', 'e'], changed: 1 });
  });

  it('offers new rows when every row shown is gone from the list', () => {
    expect(order('ab', 'xy')).toMatchObject({ ids: ['a', 'b'], added: 2, changed: 2 });
  });

  it('drops a row that is known no more', () => {
    expect(order('ab', 'b', 'b')).toMatchObject({ ids: ['b'], added: 0, changed: 0 });
  });
});

describe('the notice', () => {
  it('says what waits to be shown', () => {
    expect(noticeOf(3, 2)).toBe('3 new, 2 changed');
    expect(noticeOf(0, 1)).toBe('1 changed');
    expect(noticeOf(0, 0)).toBe('');
  });
});
