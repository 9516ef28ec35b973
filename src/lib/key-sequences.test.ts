import { describe, expect, it } from 'vitest';
import { keySequences } from './key-sequences.ts';

describe('keys in sequence', () => {
  const press = (...keys: (readonly [string, number])[]) => {
    const completed = keySequences(['g s', 'g a', 'j', '?']);
    return keys.map(([key, at]) => completed(key, at));
  };

  it('complete a shortcut one by one', () => {
    expect(press(['j', 0], ['g', 10], ['s', 500], ['?', 600])).toEqual(['j', undefined, 'g s', '?']);
  });

  it('are begun anew by who waits too long', () => {
    expect(press(['g', 0], ['s', 5000])).toEqual([undefined, undefined]);
  });

  it('are begun anew by a key that does not go on', () => {
    expect(press(['g', 0], ['j', 100], ['s', 200])).toEqual([undefined, 'j', undefined]);
    expect(press(['g', 0], ['g', 100], ['a', 200])).toEqual([undefined, undefined, 'g a']);
  });

  it('are not remembered once they are complete', () => {
    expect(press(['g', 0], ['s', 100], ['a', 200])).toEqual([undefined, 'g s', undefined]);
  });
});
