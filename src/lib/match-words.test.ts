import { describe, expect, it } from 'vitest';
import { bestMatches, matchWords } from './match-words.ts';

describe('what was typed', () => {
  it('fits a text with all of its words, in any order and case', () => {
    expect(matchWords('CHAIR off', 'Office chair')).toBeGreaterThan(0);
    expect(matchWords('chair desk', 'Office chair')).toBe(0);
  });

  it('fits best at the beginning, then at the beginning of words, then within', () => {
    const texts = ['Unused edesk', 'Standing desk', 'Desk lamp'];
    expect(bestMatches('desk', texts, String, 3)).toEqual(['Desk lamp', 'Standing desk', 'Unused edesk']);
  });

  it('leaves the order alone where nothing was typed, and counts what is asked for', () => {
    expect(bestMatches('  ', ['b', 'a', 'c'], String, 2)).toEqual(['b', 'a']);
  });

  it('is text, whatever is typed', () => {
    expect(matchWords('a+b (', 'the a+b (c)')).toBe(1);
  });
});
